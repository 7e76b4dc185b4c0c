import type { Precision } from '../../core/events.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';

const WORDS: Readonly<Record<Precision, { readonly title: string; readonly about: string }>> = {
  exact: {
    title: 'Exact',
    about: 'The kernel tells of every fork, every new program and every end, however short a life was.',
  },
  watched: {
    title: 'Watched',
    about:
      'The end of each process that was seen is told at once. One that begins and ends between two samples leaves no trace: the kernel would tell, but not to this user, or not from within a container.',
  },
  sampled: {
    title: 'Sampled',
    about:
      'Only what a sample happens to see is listed, at the time of that sample. What lives shorter than the interval may be missing.',
  },
};

/** How far the list can be trusted to be complete. */
export function PrecisionNote() {
  const { processes } = useModel();
  const precision = useValue(processes.facts)?.precision ?? 'sampled';
  const { title, about } = WORDS[precision];
  return (
    <p className="events-precision">
      <span className={`badge ${precision === 'exact' ? 'tone-lab' : ''}`}>{title}</span> {about}
    </p>
  );
}
