import { failing, type RunReport } from './report.ts';

const iso = (ms: number): string => new Date(ms).toISOString();

/** The report as JSON; times are ISO 8601 in UTC, as in every file. */
export function reportAsJson(report: RunReport): string {
  const { startedAt, endedAt, left, ...rest } = report;
  return `${JSON.stringify(
    {
      format: 'reaptree-run',
      version: 1,
      ...rest,
      startedAt: iso(startedAt),
      durationMs: endedAt - startedAt,
      failed: failing(report).length > 0,
      left: left.map((process) => ({ ...process, startedAt: iso(process.startedAt) })),
    },
    null,
    2,
  )}\n`;
}
