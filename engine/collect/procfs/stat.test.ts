import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseStat } from './stat.ts';

const parse = (line: string | Buffer) => {
  const bytes = Buffer.from(line);
  return parseStat(bytes, 0, bytes.length);
};

/** Writes a line as do_task_stat() of fs/proc/array.c does: 52 fields, `comm` raw in parentheses. */
function kernelLine(pid: number, comm: Buffer, state: string, numbers: readonly number[]): Buffer {
  return Buffer.concat([Buffer.from(`${pid} (`), comm, Buffer.from(`) ${state} ${numbers.join(' ')}\n`)]);
}

test('reads our own line as the kernel wrote it', () => {
  const line = readFileSync('/proc/self/stat');
  const stat = parseStat(line, 0, line.length);
  expect(stat?.ppid).toBe(process.ppid);
  expect(stat?.numThreads).toBeGreaterThan(1);
  const plain = line
    .toString()
    .slice(line.lastIndexOf(')') + 2)
    .split(' ');
  expect(stat?.startTime).toBe(Number(plain[19]));
  expect(stat?.vsize).toBe(Number(plain[20]));
});

test('any name, any numbers: every field comes back', () => {
  // TASK_COMM_LEN is 16 with the NUL; kernel threads show up to 63 bytes.
  const comm = fc.uint8Array({ minLength: 0, maxLength: 63 }).map((bytes) => bytes.filter((b) => b !== 0));
  const number = fc.oneof(fc.nat(), fc.integer({ min: -(2 ** 31), max: 2 ** 31 }), fc.constant(2 ** 52));
  fc.assert(
    fc.property(
      fc.nat({ max: 4_194_304 }),
      comm,
      fc.constantFrom('R', 'S', 'D', 'T', 't', 'Z', 'X', 'I', 'P'),
      fc.array(number, { minLength: 49, maxLength: 49 }),
      fc.nat({ max: 2 ** 40 }),
      (pid, name, state, numbers, startTime) => {
        numbers[18] = startTime;
        const stat = parse(kernelLine(pid, Buffer.from(name), state, numbers));
        expect(stat).toEqual({
          comm: Buffer.from(name).toString('utf8'),
          state,
          ppid: numbers[0],
          pgrp: numbers[1],
          session: numbers[2],
          ttyNr: numbers[3],
          flags: numbers[5],
          cpuTicks: Number(numbers[10]) + Number(numbers[11]),
          priority: numbers[14],
          nice: numbers[15],
          numThreads: numbers[16],
          startTime,
          vsize: numbers[19],
          rssPages: numbers[20],
          startStack: numbers[24],
          exitCode: numbers[48],
        });
      },
    ),
  );
});

test('a line cut short anywhere is refused or read without invention', () => {
  const whole = kernelLine(
    7,
    Buffer.from('a) Z 1 (b'),
    'S',
    Array.from({ length: 49 }, (_, i) => i + 1),
  );
  for (let end = 0; end < whole.length; end++) {
    const stat = parseStat(whole, 0, end);
    if (stat !== null) expect(stat.comm).toBe('a) Z 1 (b');
  }
  expect(parse('')).toBeNull();
  expect(parse('12 (no end')).toBeNull();
  expect(parse('12 (x) S 1 2 3')).toBeNull();
});

test('a state that no kernel had yet is unknown, not a crash', () => {
  const line = kernelLine(7, Buffer.from('x'), 'Q', Array(49).fill(1));
  expect(parse(line)?.state).toBe('?');
});
