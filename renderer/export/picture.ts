import { fail, ok, type Result } from '../../core/result.ts';

/** Chromium draws no larger canvas, and hardly anything opens a larger picture. */
const MOST_SIDE = 16_000;
const MOST_PIXELS = 100_000_000;
/** Twice as many pixels as points, so that it stays sharp on a good screen. */
const SHARP = 2;
/** Smaller than this nobody can read it. */
const LEAST = 0.6;

/** How many pixels a point of a picture of that size can have; `null` where nobody could read it. */
export function scaleOf(width: number, height: number): number | null {
  const scale = Math.min(
    SHARP,
    MOST_SIDE / width,
    MOST_SIDE / height,
    Math.sqrt(MOST_PIXELS / (width * height)),
  );
  return scale < LEAST ? null : scale;
}

/** A PNG of a picture that `writeSvg` wrote. */
export async function pngOf(svg: string): Promise<Result<Uint8Array>> {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    await image.decode();
    const scale = scaleOf(image.naturalWidth, image.naturalHeight);
    if (scale === null) {
      return fail(
        'invalid',
        'A picture of so many processes could not be read.',
        'Search for fewer, or export an SVG, which has no largest size.',
      );
    }
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.naturalWidth * scale);
    canvas.height = Math.round(image.naturalHeight * scale);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (blob === null) return fail('unavailable', 'There is not enough memory for the picture.');
    return ok(new Uint8Array(await blob.arrayBuffer()));
  } catch {
    return fail('invalid', 'The picture could not be drawn.');
  } finally {
    URL.revokeObjectURL(image.src);
  }
}
