export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const USUAL_SIZE = { width: 1440, height: 900 } as const;

/** So much of the window's top has to be on a screen for anybody to take hold of it. */
const GRIP = { width: 120, height: 40 } as const;

/** The bounds themselves where a screen shows enough of them, else only their size: the system finds a place. */
export function placed(bounds: Bounds, areas: readonly Bounds[]): Bounds | Pick<Bounds, 'width' | 'height'> {
  const { width, height } = bounds;
  const reachable = areas.some((area) => {
    const across = Math.min(bounds.x + width, area.x + area.width) - Math.max(bounds.x, area.x);
    const top = bounds.y >= area.y && bounds.y + GRIP.height <= area.y + area.height;
    return across >= GRIP.width && top;
  });
  return reachable ? bounds : { width, height };
}
