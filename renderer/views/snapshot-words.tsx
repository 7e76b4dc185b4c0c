import { moment, visible } from '../../core/format.ts';
import { fileNameOf, type SnapshotFacts, type SnapshotView } from '../../core/view.ts';

/** `snapshot of HOST, taken …, opened from FILE`, and what has been left out of it. */
export function SnapshotWords({ view }: { readonly view: SnapshotView }) {
  return (
    <>
      <p className="banner-words">
        snapshot of <b>{visible(view.hostname)}</b>, taken <b>{moment(view.takenAt)}</b>, opened from{' '}
        <span title={visible(view.file)}>{visible(fileNameOf(view.file))}</span>
      </p>
      <LeftOut of={view} />
    </>
  );
}

/** What one has to know so as not to take a part for the whole, or a pseudonym for a name. */
export function LeftOut({ of: { query, redacted } }: { readonly of: SnapshotFacts }) {
  return (
    <>
      {query === null ? null : (
        <span className="badge" title="It was taken with this filter, and holds only what matches">
          only <code>{visible(query)}</code>
        </span>
      )}
      {redacted ? (
        <span
          className="badge"
          title="Names and what looks like a secret were replaced before it was written"
        >
          redacted
        </span>
      ) : null}
    </>
  );
}
