import { Maximize2, Minus, Plus } from 'lucide-react';
import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { bytes, counted, percent, visible } from '../../../core/format.ts';
import { STATE_WORDS } from '../../../core/process.ts';
import { useModel } from '../../model.ts';
import type { ProcessRow } from '../../store/process-store.ts';
import { MAP_COLOURS, type MapColour } from '../../store/settings.ts';
import { useValue } from '../../store/value.ts';
import { onThemeChange } from '../../theme/ink.ts';
import { openMenuAt } from '../open-menu.ts';
import { ProcessMenu } from '../process-menu.tsx';
import { takeTreeKey } from '../tree-keys.ts';
import { begin, follow, reveal as revealed, type Size, whole, zoom } from './camera.ts';
import { type Inks, inksOf } from './colours.ts';
import { type Camera, draw } from './draw.ts';
import { layoutOf, type MapNode, nodeAt } from './layout.ts';
import './process-map.css';

/** Further than this a pressed pointer drags the map, and selects nothing. */
const DRAG_FROM = 4;
const ZOOM_STEP = 1.35;
/** Rows of a page for the keys that move by one. */
const PAGE = 20;

const COLOUR_WORDS: Readonly<Record<MapColour, string>> = { marks: 'Marks', cpu: 'CPU', memory: 'Memory' };

/** The tree as a picture. It is drawn on a canvas: thousands of elements would not be fluent. */
export function ProcessMap() {
  const { tree: view, processes, settings } = useModel();
  const { list } = useValue(view.rows);
  const current = useValue(view.selection.current);
  const selected = useValue(view.selection.rows);
  const toReveal = useValue(view.reveal);
  const { mapColour } = useValue(settings);
  const layout = useMemo(() => layoutOf(list), [list]);

  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const inks = useRef<Inks | null>(null);
  const size = useRef<Size>({ width: 0, height: 0 });
  const camera = useRef<Camera | null>(null);
  const shown = useRef(layout);
  const planned = useRef(0);
  const [hovered, setHovered] = useState<MapNode | null>(null);
  const drag = useRef<{ x: number; y: number; camera: Camera; moved: boolean } | null>(null);

  const drawn = {
    layout,
    current: current?.key ?? null,
    selected,
    colour: mapColour,
    hovered: hovered?.row.key ?? null,
  };
  const scene = useRef(drawn);
  scene.current = drawn;

  /** Once in the next frame, however often it is asked for. */
  const redraw = useRef((): void => {
    cancelAnimationFrame(planned.current);
    planned.current = requestAnimationFrame(() => {
      const context = canvas.current?.getContext('2d') ?? null;
      if (context === null || inks.current === null || camera.current === null) return;
      draw(context, {
        ...scene.current,
        processes,
        inks: inks.current,
        camera: camera.current,
        ...size.current,
      });
    });
  }).current;

  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const wear = (): void => {
      inks.current = inksOf(element);
      redraw();
    };
    const adapt = (): void => {
      const { clientWidth: width, clientHeight: height } = element;
      size.current = { width, height };
      if (canvas.current !== null) {
        canvas.current.width = Math.round(width * devicePixelRatio);
        canvas.current.height = Math.round(height * devicePixelRatio);
      }
      const chosen = scene.current.current;
      camera.current ??= begin(
        scene.current.layout,
        size.current,
        chosen === null ? null : (scene.current.layout.byKey.get(chosen) ?? null),
      );
      redraw();
    };
    wear();
    adapt();
    const observer = new ResizeObserver(adapt);
    observer.observe(element);
    const forgetTheme = onThemeChange(wear);
    const forgetSamples = processes.facts.subscribe(redraw);
    // A wheel that scrolls nothing here may be taken, which a passive listener could not.
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      if (camera.current === null) return;
      const { left, top } = element.getBoundingClientRect();
      const factor = Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015));
      camera.current = zoom(camera.current, factor, { x: event.clientX - left, y: event.clientY - top });
      redraw();
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      observer.disconnect();
      forgetTheme();
      forgetSamples();
      element.removeEventListener('wheel', onWheel);
      cancelAnimationFrame(planned.current);
    };
  }, [processes, redraw]);

  // What is looked at, the selected or what is in the middle, stays in its place when others come and go.
  useLayoutEffect(() => {
    const before = shown.current;
    shown.current = layout;
    const at = camera.current;
    if (before !== layout && at !== null) {
      const held =
        scene.current.current === null
          ? middleOf(before.nodes, at, size.current)
          : before.byKey.get(scene.current.current);
      const now = held === undefined ? undefined : layout.byKey.get(held.row.key);
      if (held !== undefined && now !== undefined) camera.current = follow(at, held, now);
    }
    redraw();
  }, [layout, redraw]);

  useEffect(() => {
    if (toReveal === null) return;
    const node = layout.byKey.get(toReveal.key);
    view.reveal.set(null);
    if (node === undefined || camera.current === null) return;
    camera.current = revealed(camera.current, node, size.current);
    redraw();
  }, [toReveal, layout, view, redraw]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each of them is in the picture
  useEffect(redraw, [current, selected, hovered, mapColour]);

  const under = (event: { clientX: number; clientY: number }): MapNode | null => {
    const at = camera.current;
    const box = frame.current?.getBoundingClientRect();
    if (at === null || box === undefined) return null;
    return nodeAt(
      layout,
      (event.clientX - box.left - at.x) / at.scale,
      (event.clientY - box.top - at.y) / at.scale,
    );
  };

  const zoomBy = (factor: number): void => {
    if (camera.current === null) return;
    const { width, height } = size.current;
    camera.current = zoom(camera.current, factor, { x: width / 2, y: height / 2 });
    redraw();
  };
  const showAll = (): void => {
    camera.current = whole(layout, size.current);
    redraw();
  };

  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0 || camera.current === null) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, y: event.clientY, camera: camera.current, moved: false };
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    const from = drag.current;
    if (from === null) {
      view.hold.point();
      const node = under(event);
      if (node !== hovered) setHovered(node);
      return;
    }
    const x = event.clientX - from.x;
    const y = event.clientY - from.y;
    if (!from.moved && Math.hypot(x, y) < DRAG_FROM) return;
    from.moved = true;
    camera.current = { ...from.camera, x: from.camera.x + x, y: from.camera.y + y };
    redraw();
  };
  const onPointerUp = (event: PointerEvent<HTMLElement>): void => {
    const from = drag.current;
    drag.current = null;
    if (from === null || from.moved) return;
    const node = under(event);
    if (node === null) return;
    // A map has no order in which there could be a range: Shift takes one more, as Ctrl does.
    const { shiftKey, ctrlKey, metaKey } = event;
    view.selection.click(node.row.key, { shiftKey: false, ctrlKey: ctrlKey || shiftKey, metaKey });
  };

  const onContextMenu = (event: MouseEvent<HTMLElement>): void => {
    const node = under(event);
    if (node !== null) view.selection.pointAt(node.row.key);
    else {
      event.preventDefault();
      event.stopPropagation();
    }
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const control = event.ctrlKey || event.metaKey || event.altKey;
    const zooms: Readonly<Record<string, () => void>> = {
      '+': () => zoomBy(ZOOM_STEP),
      '=': () => zoomBy(ZOOM_STEP),
      '-': () => zoomBy(1 / ZOOM_STEP),
      '0': showAll,
    };
    const zooming = control ? undefined : zooms[event.key];
    if (zooming !== undefined) zooming();
    else {
      const taken = takeTreeKey(event, {
        view,
        page: PAGE,
        lastPlace: 0,
        openDetails: () => settings.change({ details: true }),
        openMenu: (key) => {
          const node = layout.byKey.get(key);
          const at = camera.current;
          const box = frame.current?.getBoundingClientRect();
          if (node === undefined || at === null || box === undefined) return;
          openMenuAt(
            event.currentTarget,
            box.left + node.x * at.scale + at.x,
            box.top + node.y * at.scale + at.y,
          );
        },
      });
      if (!taken) return;
      // The words are about what the keys moved to, and not about where the pointer was left.
      setHovered(null);
    }
    event.preventDefault();
  };

  const pointed = hovered === null ? undefined : processes.row(hovered.row.key);
  return (
    <div className="map">
      <ProcessMenu>
        <div
          ref={frame}
          className="map-frame"
          role="application"
          aria-label={`Map of ${counted(layout.nodes.length, 'process', 'processes')}. The arrow keys move, plus and minus zoom.`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes the keys of the tree
          tabIndex={0}
          data-dragging={drag.current?.moved || undefined}
          onPointerDown={onPointerDown}
          onPointerMove={onPointerMove}
          onPointerUp={onPointerUp}
          onPointerLeave={() => {
            setHovered(null);
            view.hold.leave();
          }}
          onDoubleClick={(event) => {
            const node = under(event);
            if (node?.row.hasChildren) view.setExpanded(node.row.key, !node.row.expanded);
          }}
          onKeyDown={onKeyDown}
          onContextMenuCapture={onContextMenu}
        >
          <canvas ref={canvas} />
        </div>
      </ProcessMenu>
      <p className="map-words" role="status">
        {pointed !== undefined ? <Words row={pointed} /> : current === null ? null : <Words row={current} />}
      </p>
      <div className="map-tools">
        <fieldset className="segments" aria-label="Colour by">
          {MAP_COLOURS.map((colour) => (
            <button
              key={colour}
              type="button"
              aria-pressed={colour === mapColour}
              onClick={() => settings.change({ mapColour: colour })}
            >
              {COLOUR_WORDS[colour]}
            </button>
          ))}
        </fieldset>
        <div className="joined">
          <button
            type="button"
            className="button square"
            aria-label="Zoom out"
            onClick={() => zoomBy(1 / ZOOM_STEP)}
          >
            <Minus size={14} aria-hidden />
          </button>
          <button
            type="button"
            className="button square"
            aria-label="All of it"
            title="All of it (0)"
            onClick={showAll}
          >
            <Maximize2 size={13} aria-hidden />
          </button>
          <button
            type="button"
            className="button square"
            aria-label="Zoom in"
            onClick={() => zoomBy(ZOOM_STEP)}
          >
            <Plus size={14} aria-hidden />
          </button>
        </div>
      </div>
    </div>
  );
}

function Words({ row: { process, endedAt, zombiesHeld } }: { readonly row: ProcessRow }) {
  return (
    <>
      <strong>{visible(process.name)}</strong> {process.pid} ·{' '}
      {endedAt === null ? STATE_WORDS[process.state] : 'ended'} · CPU {percent(process.cpuPercent)} % ·{' '}
      {bytes(process.rssBytes)}
      {zombiesHeld > 0 ? ` · holds ${counted(zombiesHeld, 'zombie')}` : ''}
    </>
  );
}

/** The node that is nearest to the middle of the view. */
function middleOf(
  nodes: readonly MapNode[],
  { x, y, scale }: Camera,
  { width, height }: Size,
): MapNode | undefined {
  const centreX = (width / 2 - x) / scale;
  const centreY = (height / 2 - y) / scale;
  let nearest: MapNode | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const node of nodes) {
    const away = Math.hypot(node.x - centreX, node.y - centreY);
    if (away < least) {
      least = away;
      nearest = node;
    }
  }
  return nearest;
}
