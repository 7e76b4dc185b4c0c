import { counted, visible } from '../../../core/format.ts';
import type { ProcessKey } from '../../../core/process.ts';
import type { ProcessStore } from '../../store/process-store.ts';
import type { MapColour } from '../../store/settings.ts';
import type { SelectedRows } from '../selection.ts';
import { colourOf, type Inks } from './colours.ts';
import { LEVEL, type MapLayout, type MapNode, ROW } from './layout.ts';

/** Where the map is looked at: a point of the map `p` is drawn at `p * scale + (x, y)`. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface Scene {
  readonly layout: MapLayout;
  readonly processes: ProcessStore;
  readonly inks: Inks;
  readonly colour: MapColour;
  /** The one that the keys move from. */
  readonly current: ProcessKey | null;
  readonly selected: SelectedRows;
  readonly hovered: ProcessKey | null;
  readonly camera: Camera;
  readonly width: number;
  readonly height: number;
}

/** Names smaller than this cannot be read, and cost the most. */
const NAMES_FROM = 0.55;
const LONGEST_NAME = 18;

/** Draws what of the map is in view. */
export function draw(canvas: CanvasRenderingContext2D, scene: Scene): void {
  const { layout, camera, width, height, inks } = scene;
  const { scale } = camera;
  const density = window.devicePixelRatio;
  canvas.setTransform(density, 0, 0, density, 0, 0);
  canvas.fillStyle = inks.panel;
  canvas.fillRect(0, 0, width, height);
  canvas.setTransform(density * scale, 0, 0, density * scale, density * camera.x, density * camera.y);

  const left = -camera.x / scale;
  const top = -camera.y / scale;
  const right = left + width / scale;
  const bottom = top + height / scale;
  const inView = layout.nodes.filter(
    ({ x, y }) => x > left - LEVEL && x < right + 20 && y > top - ROW && y < bottom + ROW,
  );
  drawLinks(canvas, scene, { top, bottom, left, right });
  for (const node of inView) drawNode(canvas, scene, node);
}

interface View {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** All of them in one path: a stroke each would cost more than the map. */
function drawLinks(
  canvas: CanvasRenderingContext2D,
  { layout, inks, camera, processes }: Scene,
  view: View,
): void {
  canvas.beginPath();
  for (const node of layout.nodes) {
    const { parent } = node;
    if (parent === null || node.x < view.left - LEVEL || parent.x > view.right) continue;
    if (Math.max(node.y, parent.y) < view.top || Math.min(node.y, parent.y) > view.bottom) continue;
    const middle = node.x - 24;
    // Far out a curve is a line to the eye, and many times as dear.
    if (camera.scale < 0.2) {
      canvas.moveTo(parent.x, parent.y);
      canvas.lineTo(node.x, node.y);
    } else {
      canvas.moveTo(camera.scale < NAMES_FROM ? parent.x : behindName(parent, processes), parent.y);
      canvas.lineTo(middle - 16, parent.y);
      canvas.bezierCurveTo(middle, parent.y, middle, node.y, node.x, node.y);
    }
  }
  for (const { parent, left, top, right, bottom } of layout.blocks) {
    canvas.roundRect(left, top, right - left, bottom - top, 8);
    if (parent === null) continue;
    canvas.moveTo(camera.scale < NAMES_FROM ? parent.x : behindName(parent, processes), parent.y);
    canvas.lineTo(left - 24, parent.y);
    canvas.lineTo(left, Math.min(Math.max(parent.y, top + 8), bottom - 8));
  }
  canvas.lineWidth = Math.max(1, 0.6 / camera.scale);
  canvas.strokeStyle = inks.line;
  canvas.stroke();
}

/** Where a line may begin without running through the name. A guess will do, and measuring each would be dear. */
function behindName({ x, row }: MapNode, processes: ProcessStore): number {
  const process = processes.row(row.key);
  const letters = Math.min(process?.process.name.length ?? 0, LONGEST_NAME);
  const held = (process?.zombiesHeld ?? 0) > 0 ? 54 : 0;
  return Math.min(x + 18 + letters * 6.9 + held, x + LEVEL - 40);
}

function drawNode(canvas: CanvasRenderingContext2D, scene: Scene, node: MapNode): void {
  const { processes, inks, colour, camera } = scene;
  const { key, dimmed, hasChildren, expanded } = node.row;
  const row = processes.row(key);
  if (row === undefined) return;
  const zombie = row.endedAt === null && row.process.marks.includes('zombie');
  const leaking = row.endedAt === null && row.zombiesHeld > 0;
  // From afar the dead and their parents stay to be seen.
  const telling = zombie || leaking;
  const radius = Math.max(telling ? 5.5 : 4.5, (telling ? 3 : 1) / camera.scale);

  const selected = scene.selected.has(key);
  if (selected || key === scene.hovered) {
    canvas.fillStyle = inks.selection;
    canvas.beginPath();
    canvas.roundRect(node.x - 9, node.y - ROW / 2 + 1, LEVEL - 26, ROW - 2, 6);
    canvas.fill();
  }
  canvas.beginPath();
  canvas.arc(node.x, node.y, radius, 0, 2 * Math.PI);
  canvas.fillStyle = colourOf(row, colour, inks);
  canvas.fill();
  if (leaking || selected || key === scene.current) {
    canvas.lineWidth = Math.max(1.8, 1.2 / camera.scale);
    canvas.strokeStyle = leaking ? inks.zombie : inks.accent;
    canvas.beginPath();
    canvas.arc(node.x, node.y, radius + 2, 0, 2 * Math.PI);
    canvas.stroke();
  }
  if (hasChildren && !expanded && camera.scale > 0.3) {
    canvas.fillStyle = inks.panel;
    canvas.fillRect(node.x - 2.5, node.y - 0.7, 5, 1.4);
    canvas.fillRect(node.x - 0.7, node.y - 2.5, 1.4, 5);
  }
  if (camera.scale < NAMES_FROM) return;

  const name = visible(row.process.name);
  const short = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
  canvas.font = `${zombie ? 600 : 500} 12px "Inter Variable"`;
  canvas.textBaseline = 'middle';
  canvas.fillStyle = row.endedAt !== null || dimmed ? inks.pale : zombie ? inks.zombie : inks.text;
  canvas.fillText(short, node.x + 11, node.y + 0.5);
  if (!leaking) return;
  const width = canvas.measureText(short).width;
  canvas.font = '600 10px "Inter Variable"';
  canvas.fillStyle = inks.zombie;
  canvas.fillText(counted(row.zombiesHeld, 'zombie'), node.x + 17 + width, node.y + 0.5);
}
