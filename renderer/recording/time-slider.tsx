import { Slider } from '@base-ui/react/slider';
import type { KeyboardEvent } from 'react';
import { clock, moment as exact, visible } from '../../core/format.ts';
import type { MarkKind } from '../../core/recording/marks.ts';
import type { RecordingOverview } from '../../core/recording/playback.ts';
import { useValue } from '../store/value.ts';
import type { Playback } from './playback.ts';
import { TimeStrip } from './time-strip.tsx';

/** A page is so long. */
const PAGE_MS = 30_000;

interface TimeSliderProps {
  readonly playback: Playback;
  readonly overview: RecordingOverview;
  readonly kinds: ReadonlySet<MarkKind>;
}

export function TimeSlider({ playback, overview, kinds }: TimeSliderProps) {
  const moment = useValue(playback.moment);
  const { times } = overview;
  const [from = 0, to = 0] = [times[0], times.at(-1)];
  const now = playback.timeOf(moment);

  /** The library would move by milliseconds: here a step is a sample. */
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = actionOf(event.key, playback, now);
    if (act === null) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  return (
    <div className="time-slider" onKeyDownCapture={onKey}>
      <Slider.Root
        className="slider"
        min={from}
        // A recording of one moment has no length, and a slider must have one.
        max={Math.max(to, from + 1)}
        step={1}
        value={now}
        onValueChange={(value) => playback.seekTime(value)}
      >
        <Slider.Control className="slider-control">
          <Slider.Track className="slider-track">
            <TimeStrip playback={playback} overview={overview} kinds={kinds} />
            <Slider.Indicator className="slider-indicator" />
            <Slider.Thumb
              className="slider-thumb"
              getAriaLabel={() => 'Time'}
              getAriaValueText={() => spoken(playback, moment, overview)}
            />
          </Slider.Track>
        </Slider.Control>
      </Slider.Root>
      <div className="time-ends code" aria-hidden>
        <span title={exact(from)}>{clock(from)}</span>
        <span title={exact(to)}>{clock(to)}</span>
      </div>
    </div>
  );
}

function actionOf(key: string, playback: Playback, now: number): (() => void) | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return () => playback.step(1);
    case 'ArrowLeft':
    case 'ArrowDown':
      return () => playback.step(-1);
    case 'PageUp':
      return () => playback.seekTime(now + PAGE_MS);
    case 'PageDown':
      return () => playback.seekTime(now - PAGE_MS);
    case 'Home':
      return () => playback.seek(0);
    case 'End':
      return () => playback.seek(Number.MAX_SAFE_INTEGER);
    case ' ':
      return () => playback.toggle();
    case ']':
      return () => playback.jump(1);
    case '[':
      return () => playback.jump(-1);
    default:
      return null;
  }
}

/** The time, and what happened then, for those who do not see the marks. */
function spoken(playback: Playback, moment: number, { told }: RecordingOverview): string {
  const zombies = told.filter((one) => one.moment === moment && one.event.kind === 'zombie');
  const words = zombies.map(({ event }) => `${visible(event.name)} became a zombie`);
  return [exact(playback.timeOf(moment)), ...words.slice(0, 3)].join(', ');
}
