import { readdirSync, readlinkSync } from 'node:fs';

/** Of every lab process, the read end of the lifeline: native/PROTOCOL.md. */
const LIFELINE = 3;

const linkOf = (pid: string | number): string | null => {
  try {
    return readlinkSync(`/proc/${pid}/fd/${LIFELINE}`);
  } catch {
    return null; // it has ended, or is somebody else's
  }
};

/**
 * Whoever belongs to one helper's lab, daemons and those of whom nobody was told as well: by the lifeline that all of
 * them hold. Gives a function, as the helper itself may be gone by the time of asking.
 */
export function labOf(helper: number): () => number[] {
  const lifeline = linkOf(helper);
  if (lifeline === null) throw new Error(`${helper} holds no lifeline`);
  return () =>
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && linkOf(name) === lifeline)
      .map(Number);
}
