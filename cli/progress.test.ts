import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { withProgress } from './progress.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A format that takes so long for each piece. */
function* slow(pieces: number, ms: number): Generator<string> {
  for (let at = 0; at < pieces; at += 1) {
    vi.advanceTimersByTime(ms);
    yield `${at}`;
  }
}

function told(pieces: number, ms: number, isTTY = true): string[] {
  const said: string[] = [];
  const chunks = [...withProgress(slow(pieces, ms), 2_000, { isTTY, write: (text) => said.push(text) })];
  expect(chunks).toHaveLength(pieces);
  return said;
}

it('tells how far it has come, and takes its line back at the end', () => {
  const said = told(2_002, 1);
  expect(said[0]).toMatch(/of 2,000 written$/);
  expect(said.length).toBeGreaterThan(5);
  expect(said.length).toBeLessThan(12);
  expect(said.at(-1)).toBe('\r\u001b[K');
});

it('says nothing of what is done at once, nor to a file', () => {
  expect(told(600, 1)).toEqual([]);
  expect(told(2_002, 1, false)).toEqual([]);
});

it('takes its line back where the writing fails', () => {
  const said: string[] = [];
  const chunks = withProgress(slow(2_000, 1), 2_000, { isTTY: true, write: (text) => said.push(text) });
  for (const chunk of chunks) if (chunk === '1500') break;
  expect(said.at(-1)).toBe('\r\u001b[K');
});
