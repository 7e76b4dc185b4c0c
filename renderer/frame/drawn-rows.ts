import type { Range } from '@tanstack/react-virtual';

/** Rows drawn beyond either edge at the least, so that scrolling does not run into nothing. */
export const OVERSCAN = 6;
/** They come and go by so many at once: most frames of a long scroll then draw no row at all, and cost half. */
const AT_ONCE = 8;

/** Which rows are drawn: those in view, and some around them. */
export function drawnRows({ startIndex, endIndex, overscan, count }: Range): number[] {
  // Nothing beyond the edges is wanted, nor would it be scrolled to so soon.
  const step = overscan === 0 ? 1 : AT_ONCE;
  const first = Math.floor(Math.max(0, startIndex - overscan) / step) * step;
  const end = Math.min(count, Math.ceil((endIndex + overscan + 1) / step) * step);
  return Array.from({ length: Math.max(0, end - first) }, (_row, index) => first + index);
}
