import { colourOf } from './colours.ts';
import { type Layer, RING, radiusOf } from './dots.ts';
import type { Canvas, Painted } from './painted.ts';
import type { Seen } from './picture.ts';

/** Those of one colour together. */
export function drawDots(canvas: Canvas, scene: Painted, seen: readonly Seen[], layer: Layer): void {
  const { inks, colour, camera } = scene;
  const filled = new Map<string, Seen[]>();
  const hollow: Seen[] = [];
  const plus: Seen[] = [];
  for (const each of seen) {
    if (each.layer !== layer) continue;
    if (each.row.endedAt !== null || each.node.row.dimmed) hollow.push(each);
    else {
      const ink = colourOf(each.row, colour, inks);
      const same = filled.get(ink);
      if (same === undefined) filled.set(ink, [each]);
      else same.push(each);
    }
    const { hasChildren, expanded } = each.node.row;
    if (hasChildren && !expanded && camera.scale > 0.5) plus.push(each);
  }
  for (const [ink, dots] of filled) {
    canvas.beginPath();
    for (const dot of dots) shape(canvas, dot, radiusOf(dot.row, colour, camera.scale));
    canvas.fillStyle = ink;
    canvas.fill();
  }
  canvas.beginPath();
  for (const dot of hollow) shape(canvas, dot, radiusOf(dot.row, colour, camera.scale) - 0.5);
  canvas.fillStyle = inks.ground;
  canvas.fill();
  canvas.lineWidth = 1.25;
  canvas.strokeStyle = inks.idle;
  canvas.stroke();

  if (layer === 'holder') drawRings(canvas, scene, seen);
  canvas.fillStyle = inks.ground;
  for (const { x, y } of plus) {
    canvas.fillRect(x - 2.5, y - 0.75, 5, 1.5);
    canvas.fillRect(x - 0.75, y - 2.5, 1.5, 5);
  }
}

/** The dead have corners: their colour alone would not tell everybody. */
function shape(canvas: Canvas, { layer, x, y }: Seen, radius: number): void {
  if (layer === 'zombie') {
    const reach = radius * 1.2;
    canvas.moveTo(x, y - reach);
    canvas.lineTo(x + reach, y);
    canvas.lineTo(x, y + reach);
    canvas.lineTo(x - reach, y);
    canvas.closePath();
  } else if (radius < 2) canvas.rect(x - radius, y - radius, 2 * radius, 2 * radius);
  else {
    canvas.moveTo(x + radius, y);
    canvas.arc(x, y, radius, 0, 2 * Math.PI);
  }
}

/** Around who holds zombies. */
function drawRings(canvas: Canvas, { inks, colour, camera }: Painted, seen: readonly Seen[]): void {
  canvas.beginPath();
  for (const { row, layer, x, y } of seen) {
    if (layer !== 'holder') continue;
    const radius = radiusOf(row, colour, camera.scale) + RING.gap + RING.width / 2;
    canvas.moveTo(x + radius, y);
    canvas.arc(x, y, radius, 0, 2 * Math.PI);
  }
  canvas.lineWidth = RING.width;
  canvas.strokeStyle = inks.zombie;
  canvas.stroke();
}
