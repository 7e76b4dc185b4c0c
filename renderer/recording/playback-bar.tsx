import { Menu } from '@base-ui/react/menu';
import { Check, ChevronDown, ChevronFirst, ChevronLast, Pause, Play, TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import { count, duration, moment as exact } from '../../core/format.ts';
import { MARK_KINDS, type MarkKind } from '../../core/recording/marks.ts';
import type { RecordingOverview } from '../../core/recording/playback.ts';
import { Tip } from '../frame/tip.tsx';
import { useValue } from '../store/value.ts';
import { MARK_WORDS } from './mark-words.ts';
import { PLAY_SPEEDS, type Playback, type PlaySpeed } from './playback.ts';
import { TimeSlider } from './time-slider.tsx';
import './playback-bar.css';

/** The time of a recording: where in it one is, and how one moves. Only windows that show one have it. */
export function PlaybackBar({ playback }: { readonly playback: Playback }) {
  const overview = useValue(playback.overview);
  const failure = useValue(playback.failure);
  const kinds = useValue(playback.kinds);
  return (
    <section className="playback" aria-label="Time">
      {overview === null ? (
        <p className="playback-wait" role="status">
          {failure === null ? 'Reading the recording …' : failure.message}
        </p>
      ) : (
        <>
          <div className="playback-head">
            <Controls playback={playback} />
            <Now playback={playback} overview={overview} />
            {failure === null ? null : (
              <p className="problem" role="alert">
                <TriangleAlert size={13} aria-hidden /> {failure.message}
              </p>
            )}
            <Kinds playback={playback} kinds={kinds} />
          </div>
          <TimeSlider playback={playback} overview={overview} kinds={kinds} />
        </>
      )}
    </section>
  );
}

function Controls({ playback }: { readonly playback: Playback }) {
  const playing = useValue(playback.playing);
  return (
    <div className="playback-controls">
      <Tip text="The event before" shortcut="[" side="top">
        <button
          type="button"
          className="button square"
          aria-label="The event before"
          onClick={() => playback.jump(-1)}
        >
          <ChevronFirst size={15} aria-hidden />
        </button>
      </Tip>
      <Tip text={playing ? 'Pause' : 'Play'} shortcut="Space" side="top">
        <button
          type="button"
          className="button square"
          aria-label={playing ? 'Pause' : 'Play'}
          onClick={() => playback.toggle()}
        >
          {playing ? (
            <Pause size={13} fill="currentColor" aria-hidden />
          ) : (
            <Play size={13} fill="currentColor" aria-hidden />
          )}
        </button>
      </Tip>
      <Tip text="The next event" shortcut="]" side="top">
        <button
          type="button"
          className="button square"
          aria-label="The next event"
          onClick={() => playback.jump(1)}
        >
          <ChevronLast size={15} aria-hidden />
        </button>
      </Tip>
      <SpeedMenu playback={playback} />
    </div>
  );
}

function SpeedMenu({ playback }: { readonly playback: Playback }) {
  const speed = useValue(playback.speed);
  return (
    <Menu.Root>
      <Menu.Trigger className="button" aria-label={`Speed ${speed}×`}>
        {speed}× <ChevronDown size={13} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="layer" side="top" align="start" sideOffset={5}>
          <Menu.Popup className="popup">
            <Menu.RadioGroup value={speed} onValueChange={(wanted: PlaySpeed) => playback.speed.set(wanted)}>
              {PLAY_SPEEDS.map((one) => (
                <Menu.RadioItem key={one} value={one} className="menu-item" closeOnClick>
                  <span className="tick">
                    <Menu.RadioItemIndicator>
                      <Check size={14} aria-hidden />
                    </Menu.RadioItemIndicator>
                  </span>
                  {one}×<span className="end">{one === 1 ? 'as it was' : `a minute in ${60 / one} s`}</span>
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Now({ playback, overview }: { readonly playback: Playback; readonly overview: RecordingOverview }) {
  const moment = useValue(playback.moment);
  const now = playback.timeOf(moment);
  const end = overview.times.at(-1) ?? now;
  return (
    <p className="playback-now">
      <time className="code" dateTime={new Date(now).toISOString()}>
        {exact(now)}
      </time>
      <span>{end - now < 1_000 ? 'the end' : `${duration(end - now)} before the end`}</span>
    </p>
  );
}

function Kinds({ playback, kinds }: { readonly playback: Playback; readonly kinds: ReadonlySet<MarkKind> }) {
  const marks = useValue(playback.marks);
  const counts = useMemo(() => {
    const sums = new Map<MarkKind, number>();
    for (const mark of marks) {
      const one = mark.kind === 'leak' || mark.kind === 'burst' ? 1 : mark.count;
      sums.set(mark.kind, (sums.get(mark.kind) ?? 0) + one);
    }
    return sums;
  }, [marks]);
  return (
    <fieldset className="playback-kinds" aria-label="Events that are marked">
      {MARK_KINDS.map((kind) => {
        const sum = counts.get(kind) ?? 0;
        const { title, about } = MARK_WORDS[kind];
        return (
          <button
            key={kind}
            type="button"
            className="chip"
            aria-pressed={kinds.has(kind)}
            disabled={sum === 0}
            title={about}
            onClick={() => playback.toggleKind(kind)}
          >
            <span className={`playback-dot strip-${kind}`} aria-hidden />
            {title} {sum === 0 ? null : count(sum)}
          </button>
        );
      })}
    </fieldset>
  );
}
