import { bytes } from '../../../../core/format.ts';
import type { Memory } from '../../../../core/inspection.ts';
import { Refused } from './refused.tsx';

export function MemoryPart({ memory: { lines, refused } }: { readonly memory: Memory }) {
  return (
    <>
      {refused === null ? null : (
        <p className="part-note">
          <Refused failure={refused} />
        </p>
      )}
      <table className="part-table">
        <tbody>
          {lines.map((line) => (
            <tr key={line.name}>
              <th scope="row">{line.name}</th>
              <td className="muted wide">{line.about}</td>
              <td className="end code">
                {line.bytes === null ? (
                  <span className="part-refused">not permitted</span>
                ) : (
                  bytes(line.bytes)
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
