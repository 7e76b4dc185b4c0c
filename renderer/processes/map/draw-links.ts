import { pointOf } from './camera.ts';
import { type Family, type MapNode, ROW } from './layout.ts';
import type { Canvas, Painted } from './painted.ts';
import { AROUND } from './picture.ts';
import { TICK } from './shelves.ts';

/** What is linked with what. */
export interface Linked {
  readonly families: Iterable<Family>;
  readonly nodes: Iterable<MapNode>;
}

/** Where a line is sharp. */
const sharp = (at: number): number => Math.floor(at + 1e-3) + 0.5;

/** Further out a curve is a line to the eye, and many times as dear. */
const CURVED_FROM = 0.3;
/** In units of the map: a corner, and the curve from one level to the next. */
const CORNER = 6;
const BEND = 16;

/** All of them in one path: a stroke each would cost more than the map. */
export function drawLinks(canvas: Canvas, scene: Painted, { families, nodes }: Linked): void {
  const { inks } = scene;
  canvas.beginPath();
  for (const family of families) drawLines(canvas, family, scene);
  for (const node of nodes) {
    if (node.parent === null) continue;
    if (node.inColumn) drawTick(canvas, node, scene);
    else drawLink(canvas, node.parent, node, scene);
  }
  canvas.lineWidth = 1;
  canvas.strokeStyle = inks.link;
  canvas.stroke();
}

/** From the line of a column to what hangs on it. */
function drawTick(canvas: Canvas, node: MapNode, { camera, size }: Painted): void {
  const { scale } = camera;
  const to = pointOf(node, camera);
  const line = sharp(to.x - TICK * scale);
  if (to.x < 0 || line > size.width || to.y < -AROUND || to.y > size.height + AROUND) return;
  const y = sharp(to.y);
  if (scale > CURVED_FROM) {
    canvas.moveTo(line, y - CORNER * scale);
    canvas.quadraticCurveTo(line, y, line + CORNER * scale, y);
  } else canvas.moveTo(line, y);
  canvas.lineTo(to.x, y);
}

/** Within a small tree, from a level to the next. */
function drawLink(canvas: Canvas, parent: MapNode, node: MapNode, scene: Painted): void {
  const { camera, size } = scene;
  const from = pointOf(parent, camera);
  const to = pointOf(node, camera);
  if (to.x < 0 || from.x > size.width) return;
  if (Math.max(from.y, to.y) < 0 || Math.min(from.y, to.y) > size.height) return;
  const bend = BEND * camera.scale;
  const middle = to.x - bend;
  canvas.moveTo(Math.min(from.x + nameEnd(parent, scene), to.x - 1.5 * bend), from.y);
  if (from.y !== to.y && camera.scale > CURVED_FROM) {
    canvas.lineTo(middle - bend, from.y);
    canvas.bezierCurveTo(middle, from.y, middle - bend / 4, to.y, to.x, to.y);
  } else canvas.lineTo(to.x, to.y);
}

/** Where a line may begin without running through the name. */
const nameEnd = ({ row }: MapNode, { names }: Painted): number => {
  const name = names.get(row.key);
  return name === undefined ? 0 : name.end + 6;
};

/** From the head along to the columns, shelf by shelf, and down each of them. */
function drawLines(canvas: Canvas, { head, lines, rails, right, bottom }: Family, scene: Painted): void {
  const [trunk] = lines;
  if (head === null || trunk === undefined) return;
  const { camera, size } = scene;
  const { scale } = camera;
  const from = pointOf(head, camera);
  if (from.x > size.width || right * scale + camera.x < 0) return;
  if (from.y > size.height || bottom * scale + camera.y < 0) return;
  const start = sharp(trunk.x * scale + camera.x);
  for (const rail of rails) {
    const y = sharp(rail.y * scale + camera.y);
    const end = sharp(rail.right * scale + camera.x);
    // The first begins behind the name of the head.
    canvas.moveTo(
      Math.abs(rail.y - head.y) < ROW / 2 ? Math.min(from.x + nameEnd(head, scene), end) : start,
      y,
    );
    canvas.lineTo(end, y);
  }
  for (const line of lines) {
    const x = sharp(line.x * scale + camera.x);
    canvas.moveTo(x, sharp(line.top * scale + camera.y));
    canvas.lineTo(x, line.bottom * scale + camera.y - (scale > CURVED_FROM ? CORNER * scale : 0));
  }
}
