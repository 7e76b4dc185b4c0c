import { bytes, counted, percent, visible } from '../../../core/format.ts';
import { STATE_WORDS } from '../../../core/process.ts';
import type { ProcessRow } from '../../store/process-store.ts';
import { useRow } from '../../store/use-row.ts';

/** Who is pointed at or selected. It follows each sample, so it is no live region. */
export function MapWords({ row }: { readonly row: ProcessRow }) {
  useRow(row);
  const { process, endedAt, zombiesHeld } = row;
  return (
    <p className="map-words">
      <strong>{visible(process.name)}</strong> {process.pid} ·{' '}
      {endedAt === null ? STATE_WORDS[process.state] : 'ended'} · CPU {percent(process.cpuPercent)} % ·{' '}
      {bytes(process.rssBytes)}
      {zombiesHeld > 0 ? ` · holds ${counted(zombiesHeld, 'zombie')}` : ''}
    </p>
  );
}
