import { LAYERS } from './dots.ts';
import { drawDots } from './draw-dots.ts';
import { drawLinks } from './draw-links.ts';
import { drawNames, drawPointedOut } from './draw-names.ts';
import { type Layered, layersOf } from './frame.ts';
import type { Canvas, Painted } from './painted.ts';
import type { Picture, Seen } from './picture.ts';

/** Draws what of the map is in view, in pixels: lines and names keep their size however far out one is. */
export function draw(canvas: Canvas, scene: Painted, { seen, pointedOut, names }: Picture): void {
  const { frame, size, inks } = scene;
  const painted = { ...scene, names };
  const density = window.devicePixelRatio;
  canvas.setTransform(density, 0, 0, density, 0, 0);
  canvas.fillStyle = inks.ground;
  canvas.fillRect(0, 0, size.width, size.height);

  for (const layer of layersOf(frame, seen)) drawLayer(canvas, painted, layer);
  // The last one lies on top.
  for (const each of pointedOut.toReversed()) drawPointedOut(canvas, painted, each);
  for (const layer of LAYERS) drawDots(canvas, painted, pointedOut, layer);
}

function drawLayer(canvas: Canvas, painted: Painted, { opacity, seen, ...linked }: Layered<Seen>): void {
  canvas.globalAlpha = opacity;
  drawLinks(canvas, painted, linked);
  drawNames(canvas, painted, seen, false);
  for (const layer of LAYERS) drawDots(canvas, painted, seen, layer);
  drawNames(canvas, painted, seen, true);
  canvas.globalAlpha = 1;
}
