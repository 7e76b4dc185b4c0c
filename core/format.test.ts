import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bytes,
  clock,
  count,
  counted,
  duration,
  milliseconds,
  moment,
  percent,
  spent,
  visible,
} from './format.ts';

describe('numbers', () => {
  it.each([
    [null, '–'],
    [undefined, '–'],
    [Number.NaN, '–'],
    [-1, '–'],
    [0, '–'],
    [512, '512 B'],
    [1000, '1.0 kB'],
    [1024, '1.0 kB'],
    [13_002_342, '12.4 MB'],
    [104_850_000, '100 MB'],
    [432_013_312, '412 MB'],
    [1023 * 1024, '1.0 MB'],
    [25_125_558_681, '23.4 GB'],
    [2 ** 60, '1024 PB'],
  ])('bytes %s', (value, text) => expect(bytes(value)).toBe(text));

  it.each([
    [null, '–'],
    [0, '–'],
    [0.04, '–'],
    [0.06, '0.1'],
    [3.14, '3.1'],
    [100, '100.0'],
    [799.96, '800.0'],
    [Number.POSITIVE_INFINITY, '–'],
  ])('percent %s', (value, text) => expect(percent(value)).toBe(text));

  it('counts in groups of three', () => {
    expect([0, 12, 999, 1000, 2413, 1_234_567].map(count)).toEqual([
      '0',
      '12',
      '999',
      '1,000',
      '2,413',
      '1,234,567',
    ]);
    expect(counted(1, 'process', 'processes')).toBe('1 process');
    expect(counted(2413, 'process', 'processes')).toBe('2,413 processes');
    expect(counted(0, 'zombie')).toBe('0 zombies');
  });
});

describe('times', () => {
  it.each([
    [null, '–'],
    [-5, '–'],
    [0, '0 s'],
    [8_400, '8 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [12 * 60_000 + 30_000, '12 min'],
    [3_600_000, '1 h'],
    [2 * 3_600_000 + 10 * 60_000, '2 h 10 min'],
    [3 * 86_400_000 + 4 * 3_600_000, '3 d 4 h'],
  ])('duration %s', (ms, text) => expect(duration(ms)).toBe(text));

  it.each([
    [null, '–'],
    [0, '0.00 s'],
    [40, '0.04 s'],
    [12_500, '12.5 s'],
    [60_000, '1 min'],
  ])('spent %s', (ms, text) => expect(spent(ms)).toBe(text));

  it.each([
    [null, '–'],
    [4.08, '4.1 ms'],
    [182, '182 ms'],
  ])('milliseconds %s', (ms, text) => expect(milliseconds(ms)).toBe(text));

  it('tells the time of day, and the day where asked', () => {
    const at = new Date(2026, 10, 20, 9, 5, 7).getTime();
    expect(clock(at)).toBe('09:05:07');
    expect(moment(at)).toBe('2026-11-20 09:05:07');
    expect([clock(null), moment(null), moment(9e15)]).toEqual(['–', '–', '–']);
  });
});

describe('visible', () => {
  it.each([
    ['plain text, Ünïcödé, 日本語, 👩‍💻', 'plain text, Ünïcödé, 日本語, 👩‍💻'],
    ['two\nlines\tand\u001b[31mred', 'two^Jlines^Iand^[[31mred'],
    ['\u007f\u0085', '^?⟨U+0085⟩'],
    ['evil\u202egpj.exe', 'evil⟨U+202E⟩gpj.exe'],
    ['\u2066isolated\u2069', '⟨U+2066⟩isolated⟨U+2069⟩'],
    ['\ufeffbom\u200b', '⟨U+FEFF⟩bom⟨U+200B⟩'],
    ['half \ud83d', 'half \ufffd'],
  ])('%j', (text, shown) => expect(visible(text)).toBe(shown));
});

it('never says NaN', () => {
  const value = fc.oneof(fc.double(), fc.integer(), fc.constant(null));
  fc.assert(
    fc.property(value, (one) => {
      for (const say of [bytes, percent, count, duration, spent, milliseconds, clock, moment]) {
        expect(say(one)).not.toMatch(/NaN|undefined|Infinity/);
      }
    }),
  );
});
