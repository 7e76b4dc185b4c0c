import { visible } from '../../core/format.ts';
import { exitInWords } from '../../core/snapshot/file-columns.ts';
import { LEFT_KINDS, type LeftProcess } from '../../engine/run/left.ts';
import type { RunReport } from './report.ts';
import { factsOf } from './report-text.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** XML 1.0 knows no U+FFFE and U+FFFF; `visible` has seen to the other characters that it does not know. */
const escaped = (text: string): string =>
  visible(text)
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"]/g, (one) => ENTITIES[one] ?? one);

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

function described(process: LeftProcess): string {
  return [`${process.pid} ${process.command}`, ...factsOf(process)].map(escaped).join('\n  ');
}

/**
 * The report as JUnit XML, which CI servers show: the command is one test, and so is that it leaves nothing of each
 * kind. A kind that is not to make the run fail is a test that passes, with what was found in its output.
 */
export function reportAsJunit(report: RunReport): string {
  const { command, exit, timedOut, startedAt, endedAt, left, failOn } = report;
  const time = seconds(endedAt - startedAt);
  const name = escaped(command.join(' '));
  const ended = timedOut ? 'timed out' : (exitInWords(exit) ?? '');
  const ran = 'code' in exit && exit.code === 0 && !timedOut;
  let failures = ran ? 0 : 1;
  let cases = `    <testcase classname="reaptree.run" name="${name}" time="${time}">${ran ? '' : `<failure message="${escaped(ended)}"/>`}</testcase>\n`;
  for (const kind of LEFT_KINDS) {
    const found = left.filter(({ kinds }) => kinds.includes(kind));
    const text = found.map(described).join('\n');
    let inside = '';
    if (found.length > 0 && failOn.includes(kind)) {
      failures++;
      inside = `<failure message="${found.length} found">${text}</failure>`;
    } else if (found.length > 0) inside = `<system-out>${text}</system-out>`;
    cases += `    <testcase classname="reaptree.run" name="leaves no ${kind}" time="0.000">${inside}</testcase>\n`;
  }
  const counts = `tests="${LEFT_KINDS.length + 1}" failures="${failures}" errors="0"`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="reaptree run" ${counts} time="${time}">
  <testsuite name="${name}" ${counts} skipped="0" time="${time}" timestamp="${new Date(startedAt).toISOString()}">
${cases}  </testsuite>
</testsuites>
`;
}
