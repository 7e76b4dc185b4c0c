import { clock, duration, moment, visible } from '../../core/format.ts';
import { fileNameOf, type RecordingView } from '../../core/view.ts';

/** Which time of which machine is shown, and where it comes from. */
export function RecordingWords({
  view: { file, hostname, from, to, damaged },
}: {
  readonly view: RecordingView;
}) {
  return (
    <>
      <p className="banner-words">
        {file === null ? (
          <>
            looking back at the last <b>{duration(to - from)}</b> of this machine, up to <b>{clock(to)}</b>
          </>
        ) : (
          <>
            recording of <b>{visible(hostname)}</b>, <b>{duration(to - from)}</b> from <b>{moment(from)}</b>,
            opened from <span title={visible(file)}>{visible(fileNameOf(file))}</span>
          </>
        )}
      </p>
      {damaged ? (
        <span className="badge tone-hot" title="Some of the file could not be read; what was whole is shown">
          parts are missing
        </span>
      ) : null}
    </>
  );
}
