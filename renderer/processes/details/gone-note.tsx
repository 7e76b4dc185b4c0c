import { useState } from 'react';
import { useModel } from '../../model.ts';
import type { ProcessRow } from '../../store/process-store.ts';
import { endWords } from './end-words.ts';

/** Of a process that is not there any more. */
export function GoneNote({ row }: { readonly row: ProcessRow }) {
  const { processes, playback } = useModel();
  // Who collected it is seen best right now: later its parent may have ended as well.
  const [words] = useState(() => endWords(processes, row));
  return (
    <p className="note">
      {playback === null ? `It is gone: ${words}.` : 'It is not there at this moment.'} This is what was seen
      of it last.
    </p>
  );
}
