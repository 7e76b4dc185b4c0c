import { bytes } from '../../../../core/format.ts';
import type { MemoryLine } from '../../../../core/inspection.ts';
import { Nothing } from './part.tsx';

export function MemoryPart({ lines }: { readonly lines: readonly MemoryLine[] }) {
  if (lines.length === 0) return <Nothing>It has no memory of its own.</Nothing>;
  return (
    <table className="part-table">
      <tbody>
        {lines.map((line) => (
          <tr key={line.name}>
            <th scope="row">{line.name}</th>
            <td className="muted wide">{line.about}</td>
            <td className="end code">{line.bytes === 0 ? '–' : bytes(line.bytes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
