/** Pictures are drawn for a tray of 22 points at twice the density, in rows of BGRA. */
export const TRAY_PIXELS = 44;

type Colour = readonly [red: number, green: number, blue: number];

/** Between the greys of light and dark panels, so that it can be seen on both. */
const GREY: Colour = [0x8b, 0x95, 0xa5];
const MAGENTA: Colour = [0xc2, 0x18, 0x7c];
const WHITE: Colour = [0xff, 0xff, 0xff];

/** Three by five dots each, a row to a number: 4 is the left dot. */
const DIGITS: readonly (readonly number[])[] = [
  [7, 5, 5, 5, 7],
  [2, 6, 2, 2, 7],
  [7, 1, 7, 4, 7],
  [7, 1, 7, 1, 7],
  [5, 5, 7, 1, 1],
  [7, 4, 7, 1, 7],
  [7, 4, 7, 5, 7],
  [7, 1, 2, 2, 2],
  [7, 5, 7, 5, 7],
  [7, 5, 7, 1, 7],
];
const DOT = 3;
const MOST_SHOWN = 99;

/** A little tree; with zombies, their number stands before it. */
export function trayPicture(zombies: number): Buffer {
  const picture = Buffer.alloc(TRAY_PIXELS * TRAY_PIXELS * 4);
  const fill = (x: number, y: number, width: number, height: number, [red, green, blue]: Colour): void => {
    for (let row = Math.max(0, y); row < Math.min(TRAY_PIXELS, y + height); row += 1) {
      for (let column = Math.max(0, x); column < Math.min(TRAY_PIXELS, x + width); column += 1) {
        picture.set([blue, green, red, 0xff], (row * TRAY_PIXELS + column) * 4);
      }
    }
  };

  fill(8, 4, 12, 10, GREY);
  fill(12, 14, 4, 24, GREY);
  fill(16, 20, 10, 4, GREY);
  fill(26, 17, 12, 10, GREY);
  fill(16, 34, 10, 4, GREY);
  fill(26, 31, 12, 10, GREY);
  if (zombies === 0) return picture;

  const digits = [...String(Math.min(zombies, MOST_SHOWN))].map(Number);
  const width = digits.length * 4 * DOT - DOT + 8;
  const left = TRAY_PIXELS - width;
  const top = TRAY_PIXELS - 5 * DOT - 8;
  fill(left, top, width, 5 * DOT + 8, MAGENTA);
  for (const [place, digit] of digits.entries()) {
    for (const [row, dots] of (DIGITS[digit] ?? []).entries()) {
      for (let column = 0; column < 3; column += 1) {
        if (((dots >> (2 - column)) & 1) === 0) continue;
        fill(left + 4 + (place * 4 + column) * DOT, top + 4 + row * DOT, DOT, DOT, WHITE);
      }
    }
  }
  return picture;
}
