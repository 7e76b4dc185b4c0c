import { LAYERS } from './dots.ts';
import { drawDots } from './draw-dots.ts';
import { drawLinks } from './draw-links.ts';
import { drawNames, drawPointedOut } from './draw-names.ts';
import type { Canvas, Painted } from './painted.ts';
import type { Picture } from './picture.ts';

/** Draws what of the map is in view, in pixels: lines and names keep their size however far out one is. */
export function draw(canvas: Canvas, scene: Painted, { seen, pointedOut, names }: Picture): void {
  const { layout, size, inks } = scene;
  const painted = { ...scene, names };
  const density = window.devicePixelRatio;
  canvas.setTransform(density, 0, 0, density, 0, 0);
  canvas.fillStyle = inks.ground;
  canvas.fillRect(0, 0, size.width, size.height);

  drawLinks(canvas, painted, { families: layout.families.values(), nodes: layout.nodes });
  drawNames(canvas, painted, seen, false);
  for (const layer of LAYERS) drawDots(canvas, painted, seen, layer);
  drawNames(canvas, painted, seen, true);
  // The last one lies on top.
  for (const each of pointedOut.toReversed()) drawPointedOut(canvas, painted, each);
  for (const layer of LAYERS) drawDots(canvas, painted, pointedOut, layer);
}
