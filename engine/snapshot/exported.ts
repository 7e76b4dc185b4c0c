import { parseQuery } from '../../core/query.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { EXPORT_LIMITS, type ExportOrder, type ExportPreview } from '../../core/snapshot/export-order.ts';
import { FORMATS } from '../../core/snapshot/formats.ts';
import { MERMAID_MOST_EDGES } from '../../core/snapshot/mermaid.ts';
import { type Redaction, redact } from '../../core/snapshot/redact/redact.ts';
import { select } from '../../core/snapshot/select.ts';
import { readSnapshotText, type SnapshotText } from './snapshot-text.ts';

/** A view, and what is wanted of it. */
export interface ExportSource {
  readonly text: SnapshotText;
  readonly order: ExportOrder;
  /** Who asks: what `user:me` means. */
  readonly uid: number | null;
}

/** The part that was asked for, redacted where that was asked for too. */
export function chosenFrom({ text, order, uid }: ExportSource): Result<Redaction> {
  const whole = readSnapshotText(text);
  if (!whole.ok) return whole;
  const query = parseQuery(order.query);
  if (!query.ok) return fail('invalid', query.error.message);
  const part = select(whole.value, {
    query: query.value,
    uid,
    ancestors: order.ancestors,
    descendants: order.below,
  });
  if (!part.ok) return part;
  return ok(order.redact ? redact(part.value) : { snapshot: part.value, replacements: [] });
}

export function previewOf(source: ExportSource): Result<ExportPreview> {
  const chosen = chosenFrom(source);
  if (!chosen.ok) return chosen;
  const { snapshot, replacements } = chosen.value;
  const processes = snapshot.processes.length;
  return ok({
    processes,
    replacements: [...replacements]
      .sort((a, b) => b.count - a.count)
      .slice(0, EXPORT_LIMITS.replacementsShown),
    replacementsInAll: replacements.length,
    caution:
      source.order.format === 'mermaid' && processes > MERMAID_MOST_EDGES
        ? `Most pages draw ${MERMAID_MOST_EDGES} lines of a Mermaid chart at most; this one has more.`
        : null,
  });
}

/** The whole text, where it is not too much for a clipboard. */
export function textOf(source: ExportSource): Result<{ text: string; processes: number }> {
  const chosen = chosenFrom(source);
  if (!chosen.ok) return chosen;
  const { snapshot } = chosen.value;
  let text = '';
  for (const piece of FORMATS[source.order.format].write(snapshot)) {
    text += piece;
    if (text.length > EXPORT_LIMITS.copied) {
      return fail(
        'invalid',
        `That would be more than ${EXPORT_LIMITS.copied / 1024 / 1024} MB, too much for a clipboard.`,
        'Save it as a file.',
      );
    }
  }
  return ok({ text, processes: snapshot.processes.length });
}
