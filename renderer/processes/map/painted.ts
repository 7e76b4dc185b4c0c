import type { Inks } from './colours.ts';
import type { Scene } from './picture.ts';

export type Canvas = CanvasRenderingContext2D;

/** A scene with what it is drawn with, and the names that are drawn of it. */
export interface Painted extends Scene {
  readonly inks: Inks;
  /** The family of the type. */
  readonly type: string;
}
