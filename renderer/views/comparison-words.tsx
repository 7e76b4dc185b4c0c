import { duration, moment, visible } from '../../core/format.ts';
import { type ComparedSide, type ComparisonView, fileNameOf } from '../../core/view.ts';
import { LeftOut } from './snapshot-words.tsx';

/** `HOST, 08:00 (FILE) compared with …`. */
export function ComparisonWords({ view: { before, after } }: { readonly view: ComparisonView }) {
  return (
    <>
      <p className="banner-words">
        comparison of <Side side={before} /> with <Side side={after} />,{' '}
        {duration(after.takenAt - before.takenAt)} later
      </p>
      <LeftOut of={before} />
      {after.query === before.query && after.redacted === before.redacted ? null : <LeftOut of={after} />}
    </>
  );
}

function Side({ side: { file, hostname, takenAt } }: { readonly side: ComparedSide }) {
  return (
    <>
      <b>{file === null ? 'this machine' : visible(fileNameOf(file))}</b>
      <span title={file === null ? undefined : visible(file)}>
        {' '}
        ({file === null ? '' : `${visible(hostname)}, `}
        {moment(takenAt)})
      </span>
    </>
  );
}
