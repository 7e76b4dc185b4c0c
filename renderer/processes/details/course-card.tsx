import { bytes, duration, NOTHING, percent } from '../../../core/format.ts';
import { LineChart } from '../../chart/line-chart.tsx';
import type { ProcessRow } from '../../store/process-store.ts';

/** A process at rest draws a line along the ground, not one that fills the picture with noise. */
const LEAST_PERCENT = 5;
const LEAST_BYTES = 1024 * 1024;

/** CPU and memory since the page saw the process first. */
export function CourseCard({ row, now }: { readonly row: ProcessRow; readonly now: number }) {
  const { course, process, seenAt, endedAt } = row;
  const until = endedAt ?? now;
  const times = [...(course?.times ?? [seenAt / 1000])];
  const cpu = [...(course?.cpuPercent ?? [process.cpuPercent])];
  const memory = [...(course?.rssBytes ?? [process.rssBytes])];
  // The last values hold until now.
  if (until / 1000 > (times.at(-1) ?? 0)) {
    times.push(until / 1000);
    cpu.push(process.cpuPercent);
    memory.push(process.rssBytes);
  }
  const unit = percent(process.cpuPercent);
  return (
    <section className="card course" aria-label="CPU and memory over time">
      <div>
        <span className="course-title">CPU</span>
        <span className="code">{unit === NOTHING ? unit : `${unit} %`}</span>
        <LineChart
          label={`CPU over the last ${duration(until - seenAt)}: now ${unit} percent`}
          times={times}
          values={cpu}
          height={34}
          colour="--accent"
          least={LEAST_PERCENT}
          show={(value) => `${percent(value)} %`}
        />
      </div>
      <div>
        <span className="course-title">Memory</span>
        <span className="code">{bytes(process.rssBytes)}</span>
        <LineChart
          label={`Memory over the last ${duration(until - seenAt)}: now ${bytes(process.rssBytes)}`}
          times={times}
          values={memory}
          height={34}
          colour="--daemon"
          least={LEAST_BYTES}
          show={bytes}
        />
      </div>
      <p>seen for {duration(until - seenAt)}</p>
    </section>
  );
}
