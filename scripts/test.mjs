// `npm test [-- lint|types|unit|e2e …]`: everything, or the stages that are named. A failing stage does not
// keep the next from running, and the last line is the sum.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { preflight } from './preflight/index.mjs';
import { stages } from './testing/stages.mjs';
import { inWords, single, sum } from './testing/tally.mjs';

process.exitCode = await test(process.argv.slice(2));

/** @param {readonly string[]} wanted */
async function test(wanted) {
  const unknown = wanted.filter((name) => !(name in stages));
  if (unknown.length > 0) {
    process.stderr.write(
      `✗ no such part: ${unknown.join(', ')}. There are ${Object.keys(stages).join(', ')}\n`,
    );
    return 2;
  }
  const chosen = Object.entries(stages).filter(([name]) => wanted.length === 0 || wanted.includes(name));
  const setup = await preflight([...new Set(chosen.flatMap(([, stage]) => stage.needs))], { strict: true });
  // What is missing has been said. Nothing ran: that is no success, and the last line says so.
  if (!setup) return conclude([{ title: 'Preflight', tally: single(false) }]);

  const reports = mkdtempSync(join(tmpdir(), 'reaptree-test-'));
  process.on('exit', () => rmSync(reports, { recursive: true, force: true }));
  const results = [];
  for (const [, stage] of chosen) {
    process.stdout.write(`\n── ${stage.title}\n`);
    results.push({ title: stage.title, tally: await stage.run(setup, reports) });
  }
  await setup.close();
  return conclude(results);
}

/** @param {ReadonlyArray<{ title: string, tally: import('./testing/tally.mjs').Tally }>} results */
function conclude(results) {
  const total = sum(results.map(({ tally }) => tally));
  const lines = results.map(
    ({ title, tally }) => `${tally.failed > 0 ? '✗' : '✓'} ${title}: ${inWords(tally)}`,
  );
  process.stdout.write(`\n${lines.join('\n')}\n${inWords(total)}\n`);
  return total.failed > 0 ? 1 : 0;
}
