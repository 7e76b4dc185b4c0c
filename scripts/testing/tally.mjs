// Adds up what the test runners report. What is in doubt counts as failed: a crash, a missing report, an
// exit code that the report does not explain, a run without a single test.

/**
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/**
 * @param {readonly Tally[]} tallies
 * @returns {Tally}
 */
export function sum(tallies) {
  return tallies.reduce(
    (all, { passed, failed, skipped }) => ({
      passed: all.passed + passed,
      failed: all.failed + failed,
      skipped: all.skipped + skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/** @param {Tally} tally */
export function inWords({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * A stage that is one test: it succeeds or not.
 * @param {boolean} ok
 * @returns {Tally}
 */
export function single(ok) {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
}

/**
 * What a stage with a report amounts to.
 * @param {boolean} ok                    the runner ended with exit code 0, in time
 * @param {string | null} report          what it wrote, null where it wrote nothing
 * @param {(report: any) => Tally} read
 * @returns {Tally}
 */
export function fromReport(ok, report, read) {
  const tally = readSafely(report, read);
  if (!tally) return single(false);
  const ran = tally.passed + tally.failed > 0;
  return ran && (ok || tally.failed > 0) ? tally : { ...tally, failed: tally.failed + 1 };
}

/**
 * @param {string | null} report
 * @param {(report: any) => Tally} read
 */
function readSafely(report, read) {
  try {
    const tally = report === null ? null : read(JSON.parse(report));
    return tally && Object.values(tally).every(Number.isInteger) ? tally : null;
  } catch {
    return null;
  }
}

/**
 * Vitest's JSON report.
 * @param {{ testResults: Array<{ status: string, assertionResults: Array<{ status: string }> }> }} report
 */
export function fromVitest({ testResults }) {
  return sum(
    testResults.map(({ status, assertionResults }) => {
      const passed = assertionResults.filter((test) => test.status === 'passed').length;
      const failed = assertionResults.filter((test) => test.status === 'failed').length;
      // A file can fail outside of its tests: it does not load, or a hook throws.
      const outside = status === 'failed' && failed === 0 ? 1 : 0;
      return { passed, failed: failed + outside, skipped: assertionResults.length - passed - failed };
    }),
  );
}

/**
 * Playwright's JSON report.
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors?: unknown[] }} report
 */
export function fromPlaywright({ stats, errors = [] }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  };
}
