import { createInterface } from 'node:readline/promises';

/** Asks a person at the terminal; without one there is nobody who could agree. */
export async function agreed(question: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false;
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await reader.question(`reaptree: ${question} [y/N] `)).trim());
  } finally {
    reader.close();
  }
}
