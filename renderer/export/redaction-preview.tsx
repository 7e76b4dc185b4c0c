import { count, counted, visible } from '../../core/format.ts';
import type { ExportPreview } from '../../core/snapshot/export-order.ts';

/** What would be replaced by what: to be looked through before the file is given away. */
export function RedactionPreview({ preview }: { readonly preview: ExportPreview }) {
  const { replacements, replacementsInAll } = preview;
  if (replacements.length === 0) return <p className="note">There is nothing to replace in it.</p>;
  return (
    <div className="redaction">
      <div className="redaction-scroller">
        <table>
          <caption className="unseen">What is replaced by what</caption>
          <thead>
            <tr>
              <th scope="col">Kind</th>
              <th scope="col">Was</th>
              <th scope="col">Becomes</th>
              <th scope="col" className="number">
                Times
              </th>
            </tr>
          </thead>
          <tbody className="selectable">
            {replacements.map(({ kind, original, replacement, count: times }) => (
              <tr key={`${kind} ${original}`}>
                <td>{kind}</td>
                <td>
                  <code title={visible(original)}>{visible(original)}</code>
                </td>
                <td>
                  <code>{replacement}</code>
                </td>
                <td className="number">{count(times)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>
        {replacementsInAll > replacements.length
          ? `The ${count(replacements.length)} that stand there most often, of ${counted(replacementsInAll, 'replacement')}. `
          : ''}
        No rule knows every secret: look at the file before you give it away.
      </p>
    </div>
  );
}
