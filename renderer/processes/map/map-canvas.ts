import type { ProcessKey } from '../../../core/process.ts';
import type { ProcessStore } from '../../store/process-store.ts';
import { onThemeChange } from '../../theme/ink.ts';
import type { Rows } from '../tree-view.ts';
import {
  aspectOf,
  begin,
  type Camera,
  follow,
  heldIn,
  inView,
  nearView,
  pointOf,
  reveal,
  type Size,
  whole,
  zoom,
} from './camera.ts';
import { type Inks, inksOf } from './colours.ts';
import { nodeAt } from './dots.ts';
import { draw } from './draw.ts';
import { layoutOf, type MapLayout, type MapNode } from './layout.ts';
import { Motion } from './motion.ts';
import { NamesInView } from './names-in-view.ts';
import type { Painted } from './painted.ts';
import { type Emphasis, type Picture, pictureOf } from './picture.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A view that is so much wider or higher for its size is one of another shape, as a logarithm. */
const OTHER_SHAPE = 0.1;
/** So much larger has a map packed anew to be. */
const WORTH_PACKING = 1.1;
const LESS_MOTION = '(prefers-reduced-motion: reduce)';

/** What it is drawn with. */
interface Look {
  readonly inks: Inks;
  readonly type: string;
  readonly names: NamesInView;
}

/** The map outside of React: where what is, where it is looked at, and when it is drawn. */
export class MapCanvas {
  readonly #processes: ProcessStore;
  #emphasis: Emphasis;
  #rows: Rows | null = null;
  #layout: MapLayout = layoutOf([]);
  /** That the layout was made for. */
  #aspect = 1;
  #camera: Camera | null = null;
  #size: Size = { width: 0, height: 0 };
  #canvas: HTMLCanvasElement | null = null;
  #look: Look | null = null;
  #planned = 0;
  readonly #motion = new Motion(this.#layout);
  /** What is on the screen. */
  #drawn: { readonly scene: Painted; readonly picture: Picture } | null = null;

  constructor(processes: ProcessStore, emphasis: Emphasis) {
    this.#processes = processes;
    this.#emphasis = emphasis;
  }

  /** Returns what takes it off again. */
  hang(frame: HTMLElement, canvas: HTMLCanvasElement): () => void {
    this.#canvas = canvas;
    const wear = (): void => {
      const type = getComputedStyle(frame).fontFamily;
      this.#look = { inks: inksOf(frame), type, names: new NamesInView(this.#processes, type) };
      this.#redraw();
    };
    const adapt = (): void => {
      const { clientWidth: width, clientHeight: height } = frame;
      this.#size = { width, height };
      canvas.width = Math.round(width * devicePixelRatio);
      canvas.height = Math.round(height * devicePixelRatio);
      const aspect = aspectOf(this.#size);
      const other = Math.abs(Math.log(aspect / this.#aspect)) > OTHER_SHAPE;
      if (this.#rows !== null && other) this.arrange({ ...this.#rows, asked: false });
      this.#redraw();
    };
    wear();
    adapt();
    const observer = new ResizeObserver(adapt);
    observer.observe(frame);
    const forgetTheme = onThemeChange(wear);
    const forgetSamples = this.#processes.facts.subscribe(() => {
      this.#look?.names.forget();
      this.#redraw();
    });
    return () => {
      observer.disconnect();
      forgetTheme();
      forgetSamples();
      cancelAnimationFrame(this.#planned);
    };
  }

  /**
   * What is pointed at, else the selected, else what is in the middle stays in its place when others come and go,
   * and these glide to theirs.
   */
  arrange(rows: Rows): void {
    this.#rows = rows;
    this.#aspect = aspectOf(this.#size);
    const before = this.#layout;
    const layout = layoutOf(rows.list, {
      before: before.nodes.length === 0 ? null : before,
      tidy: rows.asked,
      aspect: this.#aspect,
    });
    this.#layout = layout;
    const at = this.#camera;
    if (at === null) {
      this.#camera = this.#begin();
      this.#motion.rest(layout);
    } else {
      const { hovered, current } = this.#emphasis;
      const held = heldIn(this.#motion.frame.layout, layout, [hovered, current], at, this.#size);
      const now = held && layout.byKey.get(held.row.key);
      const camera = held && now ? follow(at, held, now) : at;
      this.#camera = camera;
      // Whoever searches wants to see what was found.
      const away = rows.asked && !seesAny(layout, camera, this.#size);
      if (away) this.#camera = this.#begin();
      if (away || window.matchMedia(LESS_MOTION).matches) this.#motion.rest(layout);
      else {
        const by = held && now ? { x: now.x - held.x, y: now.y - held.y } : { x: 0, y: 0 };
        const seen = (place: Point): boolean => nearView(place, camera, this.#size);
        this.#motion.setOut({ to: layout, by, seen }, this.#drawn?.picture ?? null);
      }
    }
    this.#redraw();
  }

  emphasize(emphasis: Emphasis): void {
    this.#emphasis = emphasis;
    this.#redraw();
  }

  /** By so many pixels. */
  moveBy({ x, y }: Point): void {
    const at = this.#camera;
    if (at !== null) this.#lookFrom({ ...at, x: at.x + x, y: at.y + y });
  }

  /** @param at - the point of the view that stays where it is; else its middle */
  zoomBy(factor: number, at?: Point): void {
    if (this.#camera === null) return;
    const { width, height } = this.#size;
    const least = whole(this.#layout, this.#size).scale;
    this.#lookFrom(zoom(this.#camera, factor, at ?? { x: width / 2, y: height / 2 }, least));
  }

  /** As large as it can be: what has stayed in its place for long may fit another shape of the view by now. */
  showAll(): void {
    const aspect = aspectOf(this.#size);
    const anew = layoutOf(this.#rows?.list ?? [], { aspect });
    if (whole(anew, this.#size).scale > whole(this.#layout, this.#size).scale * WORTH_PACKING) {
      this.#layout = anew;
      this.#aspect = aspect;
      this.#motion.rest(anew);
    }
    this.#lookFrom(whole(this.#layout, this.#size));
  }

  /** Brings a process into view; answers where in the view that is. */
  reveal(key: ProcessKey): Point | null {
    const node = this.#layout.byKey.get(key);
    if (node === undefined || this.#camera === null) return null;
    this.#lookFrom(reveal(this.#camera, node, this.#size));
    return pointOf(node, this.#camera);
  }

  /** The process that is drawn at a point of the view. */
  nodeAt({ x, y }: Point): MapNode | null {
    if (this.#drawn === null) return null;
    const { scene, picture } = this.#drawn;
    const found = nodeAt({ ...scene, layout: scene.frame.layout, names: picture.names }, x, y);
    // It may have gone since.
    return (found && this.#layout.byKey.get(found.row.key)) ?? null;
  }

  #lookFrom(camera: Camera): void {
    this.#camera = camera;
    this.#redraw();
  }

  #begin(): Camera {
    return begin(
      this.#layout,
      this.#size,
      whatMatters(this.#layout, this.#processes, this.#emphasis.current),
    );
  }

  /** Once in the next frame, however often it is asked for. */
  #redraw(): void {
    cancelAnimationFrame(this.#planned);
    this.#planned = requestAnimationFrame((now) => this.#draw(now));
  }

  #draw(now: number): void {
    const context = this.#canvas?.getContext('2d') ?? null;
    const camera = this.#camera;
    if (context === null || this.#look === null || camera === null) return;
    this.#motion.goOn(now);
    const { inks, type, names } = this.#look;
    const scene: Painted = {
      ...this.#emphasis,
      frame: this.#motion.frame,
      row: (key) => this.#processes.row(key) ?? this.#motion.row(key),
      inks,
      type,
      camera,
      names: names.at(this.#layout, camera.scale),
      goneNames: this.#motion.names,
      measure: names.measure,
      size: this.#size,
    };
    const picture = pictureOf(scene);
    draw(context, scene, picture);
    this.#drawn = { scene, picture };
    if (this.#motion.underWay) this.#redraw();
  }
}

/** Where to begin: at the current process, else at the parent that holds the most zombies. */
function whatMatters(
  { byKey, nodes }: MapLayout,
  processes: ProcessStore,
  current: ProcessKey | null,
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
