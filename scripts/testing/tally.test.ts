import { describe, expect, it } from 'vitest';
import { fromPlaywright, fromReport, fromVitest, inWords, single, sum } from './tally.mjs';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((test) => ({ status: test })),
});
const vitest = (...testResults: ReturnType<typeof file>[]) => JSON.stringify({ testResults });
const playwright = (stats: object, errors: unknown[] = []) =>
  JSON.stringify({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...stats }, errors });

describe('a stage with a report', () => {
  it('counts what Vitest ran', () => {
    const report = vitest(file('passed', 'passed', 'pending', 'todo'), file('failed', 'failed', 'passed'));
    expect(fromReport(false, report, fromVitest)).toEqual({ passed: 2, failed: 1, skipped: 2 });
  });

  it('counts what Playwright ran', () => {
    const report = playwright({ expected: 5, flaky: 1, skipped: 2 });
    expect(fromReport(true, report, fromPlaywright)).toEqual({ passed: 6, failed: 0, skipped: 2 });
  });

  it.each([
    [
      'a file that does not load',
      fromReport(false, vitest(file('failed'), file('passed', 'passed')), fromVitest),
    ],
    ['an error outside of the tests', fromReport(false, playwright({ expected: 1 }, [{}]), fromPlaywright)],
    [
      'an exit code that the report does not explain',
      fromReport(false, vitest(file('passed', 'passed')), fromVitest),
    ],
  ])('counts %s as failed', (_what, tally) => {
    expect(tally).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  it.each([
    ['no report', fromReport(true, null, fromVitest)],
    ['a report cut off', fromReport(true, vitest(file('passed', 'passed')).slice(0, -9), fromVitest)],
    ['a report of another shape', fromReport(true, '{"stats":{}}', fromPlaywright)],
    ['a run without a test', fromReport(true, vitest(), fromVitest)],
  ])('counts %s as failed', (_what, tally) => {
    expect(tally).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('counts a run that skipped everything as failed', () => {
    expect(fromReport(true, playwright({ skipped: 3 }), fromPlaywright)).toEqual({
      passed: 0,
      failed: 1,
      skipped: 3,
    });
  });
});

describe('the last line', () => {
  it('sums the stages', () => {
    const total = sum([single(true), single(false), { passed: 40, failed: 0, skipped: 0 }]);
    expect(inWords(total)).toBe('41 passed, 1 failed');
  });

  it('names the skipped only where there are any', () => {
    expect(inWords({ passed: 1, failed: 0, skipped: 2 })).toBe('1 passed, 0 failed, 2 skipped');
  });
});
