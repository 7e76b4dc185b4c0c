import { Camera, Download, FolderOpen, GitCompare } from 'lucide-react';
import { useEffect } from 'react';
import { carryOut } from '../frame/commands.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import { RecentList } from './recent-list.tsx';
import { RecordingSection } from './recording-section.tsx';
import './snapshots.css';

/** What was kept: opened again, compared, and made anew. */
export function SnapshotsPlace() {
  const model = useModel();
  const { opening, live } = model;
  const recent = useValue(opening.recent);
  const comparing = useValue(model.view).kind === 'comparison';
  useEffect(() => {
    const ask = (): void => void opening.askRecent();
    ask();
    // Another window may have opened one meanwhile.
    window.addEventListener('focus', ask);
    return () => window.removeEventListener('focus', ask);
  }, [opening]);
  return (
    <div className="snapshots">
      <header className="bar">
        <h1>Snapshots</h1>
        <span className="snapshots-about">states of a machine, kept in files</span>
        <div className="bar-end">
          <button
            type="button"
            className="button"
            onClick={() => void opening.compare({ kind: 'ask' }, { kind: 'ask' })}
          >
            <GitCompare size={15} aria-hidden /> Compare two files…
          </button>
          <button type="button" className="button" onClick={() => carryOut(model, 'open')}>
            <FolderOpen size={15} aria-hidden /> Open…
          </button>
          {comparing ? null : (
            <button type="button" className="button primary" onClick={() => carryOut(model, 'export')}>
              <Download size={15} aria-hidden /> {live ? 'Export this machine…' : 'Export…'}
            </button>
          )}
        </div>
      </header>
      <div className="snapshots-body">
        {recent !== null && recent.length === 0 ? (
          <div className="state" role="status">
            <Camera size={28} strokeWidth={1.6} aria-hidden />
            <h2>No snapshots yet</h2>
            <p>
              Export what you see, or open a file that Reaptree or <code>reaptree snapshot</code> has written:
              from the File menu, or by dropping it on any window. It opens in a window of its own, where
              nothing can be done to any process.
            </p>
          </div>
        ) : (
          <RecentList files={recent ?? []} />
        )}
        {live ? <RecordingSection /> : null}
      </div>
    </div>
  );
}
