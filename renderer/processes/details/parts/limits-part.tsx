import { bytes, count, duration } from '../../../../core/format.ts';
import type { Limit } from '../../../../core/inspection.ts';

function shown(value: number | null, unit: string): string {
  if (value === null) return 'unlimited';
  if (value === 0) return '0';
  if (unit === 'bytes') return bytes(value);
  if (unit === 'seconds') return duration(value * 1000);
  if (unit === 'us') return `${count(value)} µs`;
  return count(value);
}

export function LimitsPart({ limits }: { readonly limits: readonly Limit[] }) {
  return (
    <table className="part-table">
      <thead>
        <tr>
          <th scope="col">Limit</th>
          <th className="end" scope="col">
            Soft
          </th>
          <th className="end" scope="col">
            Hard
          </th>
        </tr>
      </thead>
      <tbody>
        {limits.map(({ name, soft, hard, unit }) => (
          <tr key={name}>
            <td className="wide">{name}</td>
            <td className="end code">{shown(soft, unit)}</td>
            <td className="end code muted">{shown(hard, unit)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
