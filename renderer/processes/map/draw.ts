import type { ProcessKey } from '../../../core/process.ts';
import type { ProcessRow, ProcessStore } from '../../store/process-store.ts';
import type { MapColour } from '../../store/settings.ts';
import type { SelectedRows } from '../selection.ts';
import { type Camera, pointOf, type Size } from './camera.ts';
import { colourOf, type Inks } from './colours.ts';
import { LAYERS, type Layer, layerOf, RING, radiusOf } from './dots.ts';
import { type Family, LEVEL, type MapLayout, type MapNode } from './layout.ts';
import { type Measure, type Name, type Names, nameOf, sizeAt } from './names.ts';
import { TICK } from './shelves.ts';

export interface Scene {
  readonly layout: MapLayout;
  readonly processes: ProcessStore;
  readonly inks: Inks;
  /** The family of the type. */
  readonly type: string;
  readonly colour: MapColour;
  /** The one that the keys move from. */
  readonly current: ProcessKey | null;
  readonly selected: SelectedRows;
  readonly hovered: ProcessKey | null;
  readonly camera: Camera;
  readonly names: Names;
  readonly measure: Measure;
  readonly size: Size;
}

type Canvas = CanvasRenderingContext2D;

/** So far beside a node something of it may be drawn, in pixels. */
const AROUND = 14;

/** Draws what of the map is in view, in pixels: lines and names keep their size however far out one is. */
export function draw(canvas: Canvas, scene: Scene): void {
  const { layout, camera, size, inks, processes } = scene;
  const density = window.devicePixelRatio;
  canvas.setTransform(density, 0, 0, density, 0, 0);
  canvas.fillStyle = inks.ground;
  canvas.fillRect(0, 0, size.width, size.height);

  drawLinks(canvas, scene);
  const left = -camera.x / camera.scale - LEVEL * 2;
  const right = (size.width - camera.x + AROUND) / camera.scale;
  const top = (-camera.y - AROUND) / camera.scale;
  const bottom = (size.height - camera.y + AROUND) / camera.scale;
  const drawn: Drawn[] = [];
  for (const node of layout.nodes) {
    if (node.x < left || node.x > right || node.y < top || node.y > bottom) continue;
    const row = processes.row(node.row.key);
    if (row !== undefined) drawn.push({ node, row, layer: layerOf(row), ...pointOf(node, camera) });
  }
  const pointedOut = drawn.filter(({ row: { key } }) => isPointedOut(key, scene));
  drawNames(canvas, scene, drawn, false);
  for (const layer of LAYERS) drawDots(canvas, scene, drawn, layer);
  drawNames(canvas, scene, drawn, true);
  // Over all that is around them.
  for (const each of pointedOut) drawPointedOut(canvas, scene, each);
  for (const layer of LAYERS) drawDots(canvas, scene, pointedOut, layer);
}

const isPointedOut = (key: ProcessKey, { selected, hovered, current }: Scene): boolean =>
  selected.has(key) || key === hovered || key === current;

interface Drawn {
  readonly node: MapNode;
  readonly row: ProcessRow;
  readonly layer: Layer;
  /** In pixels of the view. */
  readonly x: number;
  readonly y: number;
}

/** Where a line is sharp. */
const sharp = (at: number): number => Math.floor(at + 1e-3) + 0.5;

/** Further out a curve is a line to the eye, and many times as dear. */
const CURVED_FROM = 0.3;
/** In units of the map: a corner, and the curve from one level to the next. */
const CORNER = 6;
const BEND = 16;

/** All of them in one path: a stroke each would cost more than the map. */
function drawLinks(canvas: Canvas, scene: Scene): void {
  const { layout, inks } = scene;
  canvas.beginPath();
  for (const family of layout.families.values()) drawLines(canvas, family, scene);
  for (const node of layout.nodes) {
    if (node.parent === null) continue;
    if (node.inColumn) drawTick(canvas, node, scene);
    else drawLink(canvas, node.parent, node, scene);
  }
  canvas.lineWidth = 1;
  canvas.strokeStyle = inks.link;
  canvas.stroke();
}

/** From the line of a column to what hangs on it. */
function drawTick(canvas: Canvas, node: MapNode, { camera, size }: Scene): void {
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
function drawLink(canvas: Canvas, parent: MapNode, node: MapNode, scene: Scene): void {
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
const nameEnd = ({ row }: MapNode, { names }: Scene): number => {
  const name = names.get(row.key);
  return name === undefined ? 0 : name.end + 6;
};

/** From the head along to the columns, shelf by shelf, and down each of them. */
function drawLines(canvas: Canvas, { head, lines, rails, right, bottom }: Family, scene: Scene): void {
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
    canvas.moveTo(rail.y === head.y ? Math.min(from.x + nameEnd(head, scene), end) : start, y);
    canvas.lineTo(end, y);
  }
  for (const line of lines) {
    const x = sharp(line.x * scale + camera.x);
    canvas.moveTo(x, sharp(line.top * scale + camera.y));
    canvas.lineTo(x, line.bottom * scale + camera.y - (scale > CURVED_FROM ? CORNER * scale : 0));
  }
}

/** Those of one colour together. */
function drawDots(canvas: Canvas, scene: Scene, drawn: readonly Drawn[], layer: Layer): void {
  const { inks, colour, camera } = scene;
  const filled = new Map<string, Drawn[]>();
  const hollow: Drawn[] = [];
  const plus: Drawn[] = [];
  for (const each of drawn) {
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

  if (layer === 'holder') drawRings(canvas, scene, drawn);
  canvas.fillStyle = inks.ground;
  for (const { x, y } of plus) {
    canvas.fillRect(x - 2.5, y - 0.75, 5, 1.5);
    canvas.fillRect(x - 0.75, y - 2.5, 1.5, 5);
  }
}

/** The dead have corners: their colour alone would not tell everybody. */
function shape(canvas: Canvas, { layer, x, y }: Drawn, radius: number): void {
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
function drawRings(canvas: Canvas, { inks, colour, camera }: Scene, drawn: readonly Drawn[]): void {
  canvas.beginPath();
  for (const { row, layer, x, y } of drawn) {
    if (layer !== 'holder') continue;
    const radius = radiusOf(row, colour, camera.scale) + RING.gap + RING.width / 2;
    canvas.moveTo(x + radius, y);
    canvas.arc(x, y, radius, 0, 2 * Math.PI);
  }
  canvas.lineWidth = RING.width;
  canvas.strokeStyle = inks.zombie;
  canvas.stroke();
}

/** @param over - those that lie on dots, or the others */
function drawNames(canvas: Canvas, scene: Scene, drawn: readonly Drawn[], over: boolean): void {
  const { inks, camera, names, type } = scene;
  canvas.font = `500 ${sizeAt(camera.scale)}px ${type}`;
  canvas.textBaseline = 'middle';
  const named: [Drawn, Name][] = [];
  // No line runs through them.
  canvas.fillStyle = inks.ground;
  for (const each of drawn) {
    const name = names.get(each.row.key);
    if (name === undefined || name.over !== over) continue;
    named.push([each, name]);
    const { x, y } = each;
    canvas.fillRect(x + name.start - 2, y - name.height / 2, name.end - name.start + 4, name.height);
  }
  for (const [each, name] of named) drawName(canvas, scene, each, name);
}

function drawName(canvas: Canvas, { inks }: Scene, { node, row, layer, x, y }: Drawn, name: Name): void {
  canvas.fillStyle =
    row.endedAt !== null || node.row.dimmed ? inks.pale : layer === 'zombie' ? inks.zombie : inks.text;
  canvas.fillText(name.text, x + name.start, y + 0.5);
  if (name.held === '') return;
  canvas.fillStyle = inks.zombie;
  canvas.fillText(name.held, x + name.heldStart, y + 0.5);
}

/** Its name is there whether there is room or not. */
function drawPointedOut(canvas: Canvas, scene: Scene, each: Drawn): void {
  const { inks, camera, colour, measure } = scene;
  const { x, y, row, node } = each;
  const name = scene.names.get(node.row.key) ?? nameOf(row, camera.scale, measure);
  const { key } = node.row;
  const half = name.height / 2 + 3;
  const radius = radiusOf(row, colour, camera.scale);
  const reach = radius + RING.gap + (each.layer === 'holder' ? RING.width : 0) + 1;
  const selected = scene.selected.has(key) || key === scene.hovered;
  canvas.beginPath();
  canvas.roundRect(x - reach - 2, y - half, name.end + reach + 8, 2 * half, 6);
  canvas.fillStyle = selected ? inks.selection : inks.ground;
  canvas.fill();
  drawName(canvas, scene, each, name);
  if (!scene.selected.has(key) && key !== scene.current) return;
  canvas.lineWidth = key === scene.current ? 1.5 : 1;
  canvas.strokeStyle = inks.accent;
  canvas.stroke();
}
