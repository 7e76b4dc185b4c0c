import * as z from 'zod';

const handedOver = z.object({ file: z.string().nullable(), plain: z.literal(true) });

/** What a start that gave way wanted; `null` for one that did not give way. */
export function readHandedOver(said: unknown): Pick<z.infer<typeof handedOver>, 'file'> | null {
  const read = handedOver.safeParse(said);
  return read.success ? read.data : null;
}
