// What the benchmarks were asked to do.
import { parseArgs } from 'node:util';

/** As many as a kernel of the usual `pid_max` has room for, with something left for everybody else. */
const PROCESSES_MOST = 30_000;
const SECONDS_MOST = 3_600;

const USAGE = `npm run bench -- NAME [--processes N] [--seconds N] [--json]

  --processes N   that many are there while it is measured (usually 3000)
  --seconds N     how long it takes, where that can be chosen (usually 20)
  --json          the figures as JSON
`;

/**
 * @typedef {{ name: string, processes: number, seconds: number, json: boolean }} Orders
 * @typedef {{ kind: 'orders', orders: Orders } | { kind: 'help' } | { kind: 'wrong', says: string }} Read
 * @param {readonly string[]} words
 * @param {readonly string[]} known - the benchmarks there are
 * @returns {Read}
 */
export function readOrders(words, known) {
  let read;
  try {
    read = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        processes: { type: 'string', default: '3000' },
        seconds: { type: 'string', default: '20' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    return { kind: 'wrong', says: /** @type {Error} */ (error).message };
  }
  const { values, positionals } = read;
  if (values.help) return { kind: 'help' };
  const [name, ...others] = positionals;
  if (name === undefined) return { kind: 'wrong', says: 'Which one?' };
  if (!known.includes(name)) return { kind: 'wrong', says: `There is no benchmark ${name}.` };
  if (others.length > 0) return { kind: 'wrong', says: 'One at a time: they would disturb each other.' };
  const processes = wholeNumber(values.processes, PROCESSES_MOST);
  if (processes === null) return { kind: 'wrong', says: `--processes: 1 to ${PROCESSES_MOST}` };
  const seconds = wholeNumber(values.seconds, SECONDS_MOST);
  if (seconds === null) return { kind: 'wrong', says: `--seconds: 1 to ${SECONDS_MOST}` };
  return { kind: 'orders', orders: { name, processes, seconds, json: values.json } };
}

/** @param {Readonly<Record<string, string>>} benchmarks - each with what it measures */
export const usage = (benchmarks) =>
  `${USAGE}\n${Object.entries(benchmarks)
    .map(([name, what]) => `  ${name.padEnd(10)} ${what}\n`)
    .join('')}`;

/** @param {string} text @param {number} most */
function wholeNumber(text, most) {
  const number = Number(text);
  return Number.isInteger(number) && number >= 1 && number <= most ? number : null;
}
