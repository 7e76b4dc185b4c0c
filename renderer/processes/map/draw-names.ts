import { type Name, sizeAt } from './names.ts';
import type { Canvas, Painted } from './painted.ts';
import { pillOf, type Seen } from './picture.ts';

/** @param over - those that lie on dots, or the others */
export function drawNames(canvas: Canvas, scene: Painted, seen: readonly Seen[], over: boolean): void {
  const { inks, camera, names, type } = scene;
  canvas.font = `500 ${sizeAt(camera.scale)}px ${type}`;
  canvas.textBaseline = 'middle';
  const named: [Seen, Name][] = [];
  // No line runs through them.
  canvas.fillStyle = inks.ground;
  for (const each of seen) {
    const name = names.get(each.row.key);
    if (name === undefined || name.over !== over) continue;
    named.push([each, name]);
    const { x, y } = each;
    canvas.fillRect(x + name.start - 2, y - name.height / 2, name.end - name.start + 4, name.height);
  }
  for (const [each, name] of named) drawName(canvas, scene, each, name);
}

function drawName(canvas: Canvas, { inks }: Painted, { node, row, layer, x, y }: Seen, name: Name): void {
  canvas.fillStyle =
    row.endedAt !== null || node.row.dimmed ? inks.pale : layer === 'zombie' ? inks.zombie : inks.text;
  canvas.fillText(name.text, x + name.start, y + 0.5);
  if (name.held === '') return;
  canvas.fillStyle = inks.zombie;
  canvas.fillText(name.held, x + name.heldStart, y + 0.5);
}

/** Over all that is around it. */
export function drawPointedOut(canvas: Canvas, scene: Painted, each: Seen): void {
  const { inks, camera, colour, names } = scene;
  const { key } = each.row;
  const name = names.get(key);
  const { left, top, right, bottom } = pillOf(each, name, colour, camera.scale);
  canvas.beginPath();
  canvas.roundRect(left, top, right - left, bottom - top, 6);
  canvas.fillStyle = scene.selected.has(key) || key === scene.hovered ? inks.selection : inks.ground;
  canvas.fill();
  if (name !== undefined) drawName(canvas, scene, each, name);
  if (!scene.selected.has(key) && key !== scene.current) return;
  canvas.lineWidth = key === scene.current ? 1.5 : 1;
  canvas.strokeStyle = inks.accent;
  canvas.stroke();
}
