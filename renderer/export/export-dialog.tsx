import { Copy, GripVertical } from 'lucide-react';
import { useEffect, useState } from 'react';
import { counted, visible } from '../../core/format.ts';
import type { Failure } from '../../core/result.ts';
import type { ExportPreview } from '../../core/snapshot/export-order.ts';
import { FORMAT_NAMES } from '../../core/snapshot/format-names.ts';
import { PanelDialog } from '../frame/panel-dialog.tsx';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import { EXPORT_TITLES, type ExportChoice, fullOrder, type PictureOrText } from './exporting.ts';
import { orderOf, PARTS, type Part, type PartOrder } from './part.ts';
import { RedactionPreview } from './redaction-preview.tsx';
import './export-dialog.css';

const FORMATS: readonly PictureOrText[] = [...FORMAT_NAMES, 'png'];

/** What of the view, in which form, with which names: then to a file, the clipboard or another program. */
export function ExportDialog() {
  const { exporting } = useModel();
  return (
    <PanelDialog title="Export" shown={exporting.shown} className="export-dialog">
      <Choices />
    </PanelDialog>
  );
}

function Choices() {
  const model = useModel();
  const { exporting } = model;
  const choice = useValue(exporting.choice);
  const job = useValue(exporting.job);
  const [parts] = useState(() => new Map(PARTS.map((part) => [part, orderOf(part, model)])));
  // A part that is not there this time is not exported by mistake.
  const part: Part = (parts.get(choice.part) ?? null) === null ? 'everything' : choice.part;
  const order = parts.get(part) ?? null;
  const { preview, failure } = usePreview(order, choice);
  if (order === null) return null;
  return (
    <>
      <div className="dialog-body">
        <fieldset className="export-parts" disabled={job !== null}>
          <legend>What</legend>
          {PARTS.map((one) => (
            <label key={one} className="export-part">
              <input
                type="radio"
                name="part"
                checked={one === part}
                disabled={(parts.get(one) ?? null) === null}
                onChange={() => exporting.choose({ part: one })}
              />
              <span>{PART_WORDS[one]}</span>
              <PartNote part={one} order={parts.get(one) ?? null} />
            </label>
          ))}
        </fieldset>
        <fieldset className="export-formats" disabled={job !== null}>
          <legend>As</legend>
          {FORMATS.map((format) => (
            <label key={format} className="export-format">
              <input
                type="radio"
                name="format"
                checked={format === choice.format}
                onChange={() => exporting.choose({ format })}
              />
              {EXPORT_TITLES[format]}
            </label>
          ))}
        </fieldset>
        <label className="export-redact">
          <input
            type="checkbox"
            checked={choice.redact}
            disabled={job !== null}
            onChange={(event) => exporting.choose({ redact: event.target.checked })}
          />
          <span>
            Replace users, machines, home folders, addresses, and what looks like a secret
            <small>each by the same word everywhere, so that the tree still makes sense</small>
          </span>
        </label>
        {choice.redact && preview !== null ? <RedactionPreview preview={preview} /> : null}
        {preview?.caution == null ? null : <p className="note">{preview.caution}</p>}
        {failure === null ? null : (
          <p className="note tone-hot" role="alert">
            <strong>{failure.message}</strong> {failure.hint}
          </p>
        )}
      </div>
      <Foot order={order} format={choice.format} preview={preview} />
    </>
  );
}

const PART_WORDS: Readonly<Record<Part, string>> = {
  everything: 'Everything',
  shown: 'What is shown',
  selected: 'What is selected, and what is below it',
};

function PartNote({ part, order }: { readonly part: Part; readonly order: PartOrder | null }) {
  const { tree, processes } = useModel();
  const facts = useValue(processes.facts);
  const selected = useValue(tree.selection.rows);
  if (part === 'everything') {
    return facts === null ? null : <small>{counted(facts.processes, 'process', 'processes')}</small>;
  }
  if (order === null)
    return <small>{part === 'shown' ? 'nothing is filtered' : 'nothing is selected'}</small>;
  if (part === 'shown') return <code>{visible(order.query)}</code>;
  const names = [...selected.values()].slice(0, 3).map(({ process }) => `${process.name} (${process.pid})`);
  return (
    <small>
      {visible(names.join(', '))}
      {selected.size > 3 ? ' …' : ''}
    </small>
  );
}

function usePreview(order: PartOrder | null, choice: ExportChoice) {
  const { api } = useModel();
  const [preview, setPreview] = useState<ExportPreview | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    if (order === null) return;
    let current = true;
    void api.request('export:preview', fullOrder(order, choice)).then((answer) => {
      if (!current) return;
      setPreview(answer.ok ? answer.value : null);
      setFailure(answer.ok ? null : answer.error);
    });
    return () => {
      current = false;
    };
  }, [api, order, choice]);
  return { preview, failure };
}

interface FootProps {
  readonly order: PartOrder;
  readonly format: PictureOrText;
  readonly preview: ExportPreview | null;
}

function Foot({ order, format, preview }: FootProps) {
  const { exporting } = useModel();
  const job = useValue(exporting.job);
  const progress = useValue(exporting.progress);
  if (job !== null) {
    return (
      <div className="dialog-foot">
        <div className="export-progress" role="status">
          <progress
            aria-label="Written"
            {...(progress === null ? {} : { max: progress.processes, value: progress.written })}
          />
          {progress === null
            ? 'working …'
            : `${counted(progress.written, 'process', 'processes')} of ${progress.processes}`}
        </div>
        <button type="button" className="button" onClick={() => exporting.cancel()}>
          Cancel
        </button>
      </div>
    );
  }
  const nothing = preview?.processes === 0;
  return (
    <div className="dialog-foot">
      <span className="export-count" role="status">
        {preview === null ? '' : counted(preview.processes, 'process', 'processes')}
      </span>
      {format === 'png' ? null : (
        <span
          className="button export-drag"
          draggable
          title="Drag it into another program: it gets a file"
          aria-hidden
          onPointerEnter={() => exporting.prepareDrag(order)}
          onDragStart={(event) => {
            event.preventDefault();
            void exporting.drag();
          }}
        >
          <GripVertical size={14} aria-hidden /> Drag
        </span>
      )}
      <button type="button" className="button" disabled={nothing} onClick={() => void exporting.copy(order)}>
        <Copy size={14} aria-hidden /> Copy
      </button>
      <button
        type="button"
        className="button primary"
        disabled={nothing}
        onClick={() => void exporting.save(order)}
      >
        Save as…
      </button>
    </div>
  );
}
