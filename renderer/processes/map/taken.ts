/** A part of the picture, in pixels. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const BAND = 16;

/** What is taken of a picture, found by bands across it. */
export class Taken {
  readonly #bands = new Map<number, Box[]>();

  free({ left, right, top, bottom }: Box): boolean {
    for (let band = Math.floor(top / BAND); band <= Math.floor(bottom / BAND); band += 1) {
      for (const box of this.#bands.get(band) ?? []) {
        if (left < box.right && right > box.left && top < box.bottom && bottom > box.top) return false;
      }
    }
    return true;
  }

  take(box: Box): void {
    for (let band = Math.floor(box.top / BAND); band <= Math.floor(box.bottom / BAND); band += 1) {
      const taken = this.#bands.get(band);
      if (taken === undefined) this.#bands.set(band, [box]);
      else taken.push(box);
    }
  }
}
