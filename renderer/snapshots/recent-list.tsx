import { FileClock, Film } from 'lucide-react';
import { counted, duration, moment, visible } from '../../core/format.ts';
import { fileNameOf, type RecentFile } from '../../core/view.ts';
import { useModel } from '../model.ts';
import { CompareMenu } from '../views/compare-menu.tsx';

/** The snapshots and recordings that were opened or written last, the latest first. */
export function RecentList({ files }: { readonly files: readonly RecentFile[] }) {
  return (
    <section className="recent" aria-label="Recent">
      <h2>Recent</h2>
      <ul>
        {files.map((recent) => (
          <Recent key={recent.file} recent={recent} />
        ))}
      </ul>
    </section>
  );
}

function Recent({ recent }: { readonly recent: RecentFile }) {
  const { opening } = useModel();
  const { file, hostname, takenAt, processes, lastedMs } = recent;
  const name = fileNameOf(file);
  const Sign = processes === null ? Film : FileClock;
  return (
    <li className="card recent-file">
      <Sign size={18} strokeWidth={1.7} aria-hidden />
      <div className="recent-what">
        <h3>
          <button type="button" className="link" onClick={() => void opening.open(file)}>
            {visible(name)}
          </button>
        </h3>
        <p title={visible(file)}>
          {visible(hostname)}, {moment(takenAt)},{' '}
          {processes === null ? `${duration(lastedMs)} recorded` : counted(processes, 'process', 'processes')}{' '}
          · <span className="recent-folder">{visible(file.slice(0, -name.length - 1)) || '/'}</span>
        </p>
      </div>
      <div className="recent-actions">
        {processes === null ? null : <CompareMenu one={{ kind: 'recent', file }} file={file} />}
        <button type="button" className="button small" onClick={() => void opening.open(file)}>
          Open
        </button>
      </div>
    </li>
  );
}
