import {
  type Forecast,
  GRACE_MS,
  type Order,
  OUTCOME_WORDS,
  type Outcome,
  type Scope,
} from '../../core/actions.ts';
import { counted, visible } from '../../core/format.ts';
import { type ProcessKey, STATE_WORDS } from '../../core/process.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { signalNamed } from '../../core/signals.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { complain, print, say } from '../output.ts';
import { table } from '../table.ts';
import { openActions } from './acting.ts';
import { agreed } from './ask.ts';
import { processNamed } from './why.ts';

export interface KillOptions {
  readonly signal: string;
  readonly tree?: boolean;
  readonly group?: boolean;
  readonly session?: boolean;
  /** `5s`, `500ms`, `1m`; plain numbers are seconds. */
  readonly grace?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly readOnly: boolean;
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, '': 1_000 };

export function parseGrace(text: string): Result<number> {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text) ?? [];
  const ms = Math.round(Number(amount) * (UNITS[unit] ?? Number.NaN));
  return ms >= GRACE_MS.least && ms <= GRACE_MS.most
    ? ok(ms)
    : fail('invalid', `--grace ${text} is no time from 0 to 10 min.`, 'For example: --grace 5s');
}

function orderFrom(words: readonly string[], options: KillOptions): Result<Order> {
  const signal = signalNamed(options.signal);
  if (signal === null) return fail('invalid', `There is no signal ${options.signal}.`);
  const scopes = (['tree', 'group', 'session'] as const).filter((scope) => options[scope] === true);
  if (scopes.length > 1) return fail('invalid', `--${scopes.join(' and --')} exclude each other.`);
  const scope: Scope = scopes[0] ?? 'one';
  const grace = options.grace === undefined ? ok(null) : parseGrace(options.grace);
  if (!grace.ok) return grace;
  const keys: ProcessKey[] = [];
  for (const word of words) {
    const named = processNamed(word);
    // Who has gone in the meantime has its line in the answer like the others.
    if (named.ok) keys.push(named.value);
    else if (named.error.code === 'gone') keys.push(`${Number(word)}@0`);
    else return named;
  }
  return ok({ keys, scope, signal, graceMs: grace.value });
}

/** `reaptree kill`: signals processes, trees, groups, and says of each what became of it. */
export async function kill(words: readonly string[], options: KillOptions): Promise<ExitStatus> {
  const order = orderFrom(words, options);
  if (!order.ok) return complain(order.error);
  const actions = openActions(options.readOnly);
  const forecast = await actions.forecast(order.value);
  if (!forecast.ok) return complain(forecast.error);
  if (options.dryRun) return announce(order.value, forecast.value, options.json === true);
  const refused = actions.refusal();
  if (refused?.ok === false) return complain(refused.error);

  for (const warning of forecast.value.warnings) say(warning);
  if (forecast.value.warnings.length > 0 && !options.yes) {
    if (!(await agreed('Go on?'))) {
      say('nothing was sent. --yes goes on all the same.');
      return EXIT.refused;
    }
  }
  const cancelling = new AbortController();
  const cancel = () => cancelling.abort();
  process.once('SIGINT', cancel);
  const outcomes = await actions.carryOut(order.value, { cancelled: cancelling.signal });
  process.off('SIGINT', cancel);
  if (!outcomes.ok) return complain(outcomes.error);
  await print(
    options.json
      ? [`${JSON.stringify(outcomes.value, null, 2)}\n`]
      : table(
          ['PID', 'NAME', 'OUTCOME', ''],
          outcomes.value.map(({ pid, name, kind, says }) => [
            String(pid),
            name,
            OUTCOME_WORDS[kind],
            says ?? '',
          ]),
          ['right', 'left', 'left', 'left'],
        ),
  );
  return statusOf(outcomes.value);
}

async function announce({ signal, graceMs }: Order, forecast: Forecast, json: boolean): Promise<ExitStatus> {
  const { targets, warnings, gone } = forecast;
  const hit = targets.filter(({ refused }) => refused === null).length;
  if (json) await print([`${JSON.stringify(forecast, null, 2)}\n`]);
  else if (targets.length > 0) {
    await print(
      table(
        ['PID', 'NAME', 'STATE', 'WOULD GET'],
        targets.map(({ pid, name, state, refused }) => [
          String(pid),
          name,
          STATE_WORDS[state],
          refused === null ? signal : `nothing: ${refused}`,
        ]),
        ['right', 'left', 'left', 'left'],
      ),
    );
  }
  const then = graceMs === null ? '' : `, and SIGKILL after ${graceMs / 1000} s`;
  say(`${counted(hit, 'process', 'processes')} would get ${signal}${then}; nothing was sent`);
  if (gone > 0) say(`${counted(gone, 'process has', 'processes have')} gone already`);
  for (const warning of warnings) say(visible(warning));
  return hit > 0 ? EXIT.done : EXIT.found;
}

/** The worst of it: what the system or we refused, then what is not as was asked for. */
function statusOf(outcomes: readonly Outcome[]): ExitStatus {
  if (outcomes.some(({ kind }) => kind === 'not-permitted' || kind === 'refused')) return EXIT.refused;
  return outcomes.every(({ kind }) => kind === 'done' || kind === 'ended') ? EXIT.done : EXIT.found;
}
