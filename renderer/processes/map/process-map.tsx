import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useModel } from '../../model.ts';
import type { ProcessStore } from '../../store/process-store.ts';
import { useValue } from '../../store/value.ts';
import { onThemeChange } from '../../theme/ink.ts';
import { openMenuAt } from '../open-menu.ts';
import { ProcessMenu } from '../process-menu.tsx';
import { takeTreeKey } from '../tree-keys.ts';
import {
  begin,
  type Camera,
  follow,
  inView,
  middleOf,
  pointOf,
  reveal as revealed,
  type Size,
  whole,
  zoom,
} from './camera.ts';
import { type Inks, inksOf } from './colours.ts';
import { nodeAt } from './dots.ts';
import { draw } from './draw.ts';
import { layoutOf, type MapLayout, type MapNode } from './layout.ts';
import { MapTools } from './map-tools.tsx';
import { MapWords } from './map-words.tsx';
import { NamesInView } from './names-in-view.ts';
import { sentenceOf } from './spoken.ts';
import './process-map.css';

/** Further than this a pressed pointer drags the map, and selects nothing. */
const DRAG_FROM = 4;
const ZOOM_STEP = 1.35;
/** So far Alt with an arrow key moves the map, in pixels. */
const PAN_STEP = 80;
/** Rows of a page for the keys that move by one. */
const PAGE = 20;

const PANS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [PAN_STEP, 0],
  ArrowRight: [-PAN_STEP, 0],
  ArrowUp: [0, PAN_STEP],
  ArrowDown: [0, -PAN_STEP],
};

/** The tree as a picture. It is drawn on a canvas: thousands of elements would not be fluent. */
export function ProcessMap() {
  const { tree: view, processes, settings, details, mapWanted } = useModel();
  const rows = useValue(view.rows);
  const current = useValue(view.selection.current);
  const selected = useValue(view.selection.rows);
  const toReveal = useValue(view.reveal);
  const { mapColour } = useValue(settings);
  const shown = useRef<MapLayout | null>(null);
  const layout = useMemo(() => layoutOf(rows.list, shown.current, rows.asked), [rows]);

  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const look = useRef<{ readonly inks: Inks; readonly type: string } | null>(null);
  const names = useRef<NamesInView | null>(null);
  const size = useRef<Size>({ width: 0, height: 0 });
  const camera = useRef<Camera | null>(null);
  const planned = useRef(0);
  const [hovered, setHovered] = useState<MapNode | null>(null);
  const [said, setSaid] = useState('');
  const drag = useRef<{ x: number; y: number; camera: Camera; moved: boolean } | null>(null);
  /** The menu is opened by a key: it is about the selected ones, wherever they are drawn. */
  const byKey = useRef(false);
  const hint = useId();

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
      const at = camera.current;
      if (context === null || look.current === null || names.current === null || at === null) return;
      draw(context, {
        ...scene.current,
        ...look.current,
        processes,
        camera: at,
        names: names.current.at(scene.current.layout, at.scale),
        measure: names.current.measure,
        size: size.current,
      });
    });
  }).current;

  const move = useRef((to: Camera | null): void => {
    if (to === null) return;
    camera.current = to;
    redraw();
  }).current;

  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const wear = (): void => {
      const type = getComputedStyle(element).fontFamily;
      look.current = { inks: inksOf(element), type };
      names.current = new NamesInView(processes, type);
      redraw();
    };
    const adapt = (): void => {
      const { clientWidth: width, clientHeight: height } = element;
      size.current = { width, height };
      if (canvas.current !== null) {
        canvas.current.width = Math.round(width * devicePixelRatio);
        canvas.current.height = Math.round(height * devicePixelRatio);
      }
      const { layout, current } = scene.current;
      camera.current ??= begin(layout, size.current, whatMatters(layout, processes, current));
      redraw();
    };
    wear();
    adapt();
    const observer = new ResizeObserver(adapt);
    observer.observe(element);
    const forgetTheme = onThemeChange(wear);
    const forgetSamples = processes.facts.subscribe(() => {
      names.current?.forget();
      redraw();
    });
    // A wheel that scrolls nothing here may be taken, which a passive listener could not.
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      if (camera.current === null) return;
      const { left, top } = element.getBoundingClientRect();
      const factor = Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015));
      const at = { x: event.clientX - left, y: event.clientY - top };
      move(zoom(camera.current, factor, at, whole(scene.current.layout, size.current).scale));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      observer.disconnect();
      forgetTheme();
      forgetSamples();
      element.removeEventListener('wheel', onWheel);
      cancelAnimationFrame(planned.current);
    };
  }, [processes, redraw, move]);

  // What is looked at, the selected or what is in the middle, stays in its place when others come and go.
  useLayoutEffect(() => {
    const before = shown.current;
    shown.current = layout;
    const at = camera.current;
    if (before !== null && before !== layout && at !== null) {
      const key = scene.current.current;
      const chosen = key === null ? undefined : before.byKey.get(key);
      const held =
        chosen !== undefined && inView(chosen, at, size.current)
          ? chosen
          : middleOf(before.nodes, at, size.current);
      const now = held && layout.byKey.get(held.row.key);
      if (held !== undefined && now !== undefined) camera.current = follow(at, held, now);
      // Whoever searches wants to see what was found.
      if (rows.asked && !seesAny(layout, camera.current ?? at, size.current)) {
        camera.current = begin(layout, size.current, whatMatters(layout, processes, key));
      }
    }
    redraw();
  }, [layout, rows, processes, redraw]);

  useEffect(() => {
    if (toReveal === null) return;
    const node = layout.byKey.get(toReveal.key);
    view.reveal.set(null);
    if (node === undefined || camera.current === null) return;
    move(revealed(camera.current, node, size.current));
  }, [toReveal, layout, view, move]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each of them is in the picture
  useEffect(redraw, [current, selected, hovered, mapColour]);

  const under = (event: { clientX: number; clientY: number }): MapNode | null => {
    const at = camera.current;
    const box = frame.current?.getBoundingClientRect();
    if (at === null || box === undefined || names.current === null) return null;
    const scene = {
      layout,
      processes,
      camera: at,
      colour: mapColour,
      names: names.current.at(layout, at.scale),
    };
    return nodeAt(scene, event.clientX - box.left, event.clientY - box.top);
  };

  const zoomBy = (factor: number): void => {
    if (camera.current === null) return;
    const { width, height } = size.current;
    const least = whole(layout, size.current).scale;
    move(zoom(camera.current, factor, { x: width / 2, y: height / 2 }, least));
  };
  const showAll = (): void => move(whole(layout, size.current));

  const wanted = useValue(mapWanted);
  useEffect(() => {
    if (wanted === null) return;
    mapWanted.set(null);
    if (wanted === 'whole') showAll();
    else zoomBy(wanted === 'larger' ? ZOOM_STEP : 1 / ZOOM_STEP);
  });

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
    move({ ...from.camera, x: from.camera.x + x, y: from.camera.y + y });
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
    if (byKey.current) return;
    const node = under(event);
    if (node !== null) view.selection.pointAt(node.row.key);
    else {
      event.preventDefault();
      event.stopPropagation();
    }
  };

  const openMenu = (on: Element, node: MapNode | undefined): void => {
    const box = frame.current?.getBoundingClientRect();
    if (node === undefined || camera.current === null || box === undefined) return;
    move(revealed(camera.current, node, size.current));
    view.selection.pointAt(node.row.key);
    const { x, y } = pointOf(node, camera.current);
    byKey.current = true;
    openMenuAt(on, box.left + x, box.top + y + 8);
    byKey.current = false;
  };

  /** Answers whether the key moves or scales the map itself. */
  const takeMapKey = ({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean => {
    if (ctrlKey || metaKey) return false;
    const by = altKey && !shiftKey ? PANS[key] : undefined;
    if (by !== undefined) {
      const at = camera.current;
      move(at && { ...at, x: at.x + by[0], y: at.y + by[1] });
      return true;
    }
    if (altKey) return false;
    if (key === '+' || key === '=') zoomBy(ZOOM_STEP);
    else if (key === '-') zoomBy(1 / ZOOM_STEP);
    else if (key === '0') showAll();
    else return false;
    return true;
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (takeMapKey(event)) {
      event.preventDefault();
      return;
    }
    const taken = takeTreeKey(event, {
      view,
      page: PAGE,
      lastPlace: 0,
      openDetails: () => details.show(true),
      openMenu: (key) => openMenu(event.currentTarget, layout.byKey.get(key)),
    });
    if (!taken) return;
    event.preventDefault();
    // The words are about what the keys moved to, and not about where the pointer was left.
    setHovered(null);
    const to = view.selection.current.get();
    const place = to && view.rows.get().list[view.placeOf(to.key)];
    if (to && place) setSaid(sentenceOf(to, place, processes));
  };

  const words = (hovered === null ? undefined : processes.row(hovered.row.key)) ?? current;
  return (
    <div className="map">
      <ProcessMenu>
        <div
          ref={frame}
          className="map-frame"
          role="application"
          aria-label="Map of the processes"
          aria-describedby={hint}
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
      {words === null ? null : <MapWords row={words} />}
      <p id={hint} className="unseen">
        The arrow keys move from process to process and fold, plus and minus zoom, 0 shows all, Alt and an
        arrow key move the map. The tree, by T, has the same processes as a table.
      </p>
      <p className="unseen" role="status">
        {said}
      </p>
      <MapTools zoomIn={() => zoomBy(ZOOM_STEP)} zoomOut={() => zoomBy(1 / ZOOM_STEP)} showAll={showAll} />
    </div>
  );
}

/** Where to begin: at the current process, else at the parent that holds the most zombies. */
function whatMatters(
  { byKey, nodes }: MapLayout,
  processes: ProcessStore,
  current: MapNode['row']['key'] | null,
): MapNode | null {
  const chosen = current === null ? undefined : byKey.get(current);
  if (chosen !== undefined) return chosen;
  let found: MapNode | null = null;
  let most = 0;
  for (const node of nodes) {
    const held = processes.row(node.row.key)?.zombiesHeld ?? 0;
    if (held <= most) continue;
    most = held;
    found = node;
  }
  return found;
}

/** Whether anything is in view that is there for its own sake. */
const seesAny = ({ nodes }: MapLayout, camera: Camera, size: Size): boolean =>
  nodes.some((node) => !node.row.dimmed && inView(node, camera, size));
