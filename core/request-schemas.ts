import * as z from 'zod';
import { GRACE_MS, NICE, SCOPES, STRATEGIES } from './actions.ts';
import type { RequestChannel, RequestPayload } from './contract.ts';
import { EVENT_KINDS } from './events.ts';
import { INSPECTION_PARTS } from './inspection.ts';
import { REAPING_POLICIES } from './lab.ts';
import { SPEEDS } from './lab-scenario.ts';
import {
  ACTED_ON_MOST,
  ATTENDED_MOST,
  CHILD_LIMITS,
  HISTORY,
  INCIDENT_DAYS,
  INCIDENT_GRACE_MS,
  INTERVAL_MS,
  KEPT_MINUTES,
  LEAK_COURSE,
  LEAK_THRESHOLD,
} from './limits.ts';
import { MENU_COMMANDS } from './menu-command.ts';
import { isProcessKey, type ProcessKey } from './process.ts';
import { SIGNAL_NAMES } from './signals.ts';
import { EXPORT_LIMITS } from './snapshot/export-order.ts';
import { FORMAT_NAMES } from './snapshot/format-names.ts';

const nothing = z.undefined();
const signal = z.enum(SIGNAL_NAMES);
const processKey = z.custom<ProcessKey>((text) => typeof text === 'string' && isProcessKey(text), {
  error: 'not a process key (pid@start)',
});

const within = ({ least, most }: { readonly least: number; readonly most: number }) =>
  z.int().min(least).max(most);
/** Milliseconds since the epoch. */
const time = z.number().min(0);
const program = z.string().max(8_192).nullable();
const keys = z.array(processKey).min(1).max(ACTED_ON_MOST);
const scope = z.enum(SCOPES);
/** As long as Linux takes one, and with some room for systems that take longer ones. */
const path = z.string().min(1).max(32_768);
const comparedChoice = z.union([
  z.strictObject({ kind: z.enum(['this', 'live', 'ask']) }),
  z.strictObject({ kind: z.literal('recent'), file: path }),
]);
const exportOrder = z.strictObject({
  query: z.string().max(EXPORT_LIMITS.queryLength),
  ancestors: z.boolean(),
  below: z.boolean(),
  format: z.enum(FORMAT_NAMES),
  redact: z.boolean(),
});
const png = z
  .custom<Uint8Array>((bytes) => bytes instanceof Uint8Array, { error: 'not bytes' })
  .refine((bytes) => bytes.length <= EXPORT_LIMITS.picture, { error: 'too large' });
const job = z.string().min(1).max(64);

/**
 * What each request must carry, checked at run time: the compiler's word does not bind a page that was
 * broken into. Apart from contract.ts, so that the page and the preload script need no schemas.
 */
export const requestSchemas: { readonly [C in RequestChannel]: z.ZodType<RequestPayload<C>> } = {
  'app:about': nothing,
  'app:prefer': z.strictObject({
    intervalMs: within(INTERVAL_MS),
    tray: z.boolean(),
    keepInTray: z.boolean(),
    notifyLeaks: z.boolean(),
    leakThreshold: within(LEAK_THRESHOLD),
    keptMinutes: within(KEPT_MINUTES),
    incidentGraceMs: within(INCIDENT_GRACE_MS),
    incidentDays: within(INCIDENT_DAYS),
  }),
  'app:hasTray': nothing,
  'app:ticks': z.strictObject({ on: z.array(z.enum(MENU_COMMANDS)).max(MENU_COMMANDS.length) }),
  'app:setReadOnly': z.strictObject({ on: z.boolean() }),
  'sampler:attach': nothing,
  'sampler:seen': z.strictObject({ seq: z.int().min(0) }),
  'sampler:configure': z.strictObject({
    intervalMs: within(INTERVAL_MS).optional(),
    paused: z.boolean().optional(),
  }),
  'sampler:attend': z.strictObject({
    keys: z.union([z.literal('all'), z.array(processKey).max(ATTENDED_MOST)]),
  }),
  'history:events': z.strictObject({
    filter: z.strictObject({
      text: z.string().max(200).optional(),
      key: processKey.optional(),
      under: processKey.optional(),
      kinds: z.array(z.enum(EVENT_KINDS)).max(EVENT_KINDS.length).optional(),
    }),
    after: z.int().min(0).optional(),
    limit: z.int().min(1).max(HISTORY.mostAtOnce),
  }),
  'history:above': z.strictObject({ key: processKey }),
  'history:leaks': nothing,
  'history:courses': z.strictObject({
    of: z.array(z.strictObject({ key: processKey, after: time })).max(LEAK_COURSE.mostAtOnce),
  }),
  'process:inspect': z.strictObject({
    key: processKey,
    part: z.enum(INSPECTION_PARTS),
    filter: z.string().max(200).optional(),
  }),
  'actions:forecast': z.strictObject({ keys, scope }),
  'actions:run': z.strictObject({
    job,
    keys,
    scope,
    signal,
    graceMs: z.int().min(GRACE_MS.least).max(GRACE_MS.most).nullable(),
  }),
  'actions:cancel': z.strictObject({ job }),
  'actions:renice': z.strictObject({ keys, nice: z.int().min(NICE.least).max(NICE.most) }),
  'zombie:why': z.strictObject({
    key: processKey,
    watched: z.strictObject({
      zombieSince: z.number().nullable(),
      adopted: z.boolean(),
      adopters: z.array(processKey).max(ATTENDED_MOST),
    }),
  }),
  'zombie:reap': z.strictObject({ keys, strategy: z.enum(STRATEGIES).nullable() }),
  'export:preview': exportOrder,
  'export:save': exportOrder.extend({ job }),
  'export:cancel': z.strictObject({ job }),
  'export:copy': exportOrder,
  'export:text': exportOrder,
  'export:savePicture': z.strictObject({ png }),
  'export:copyPicture': z.strictObject({ png }),
  'export:prepareDrag': exportOrder,
  'export:drag': nothing,
  'record:state': nothing,
  'record:look': z.strictObject({
    event: z.strictObject({ key: processKey, kind: z.enum(EVENT_KINDS), at: time }).nullable(),
  }),
  'record:begin': nothing,
  'record:end': nothing,
  'recording:overview': nothing,
  'recording:seek': z.strictObject({ from: z.int().min(0).nullable(), to: z.int().min(0) }),
  'incidents:leakers': z.strictObject({ from: time }),
  'incidents:list': z.strictObject({ from: time, program }),
  'incidents:export': z.strictObject({ from: time, program }),
  'incidents:delete': z.strictObject({ program }),
  'view:open': z.strictObject({ file: path.nullable() }),
  'view:openDropped': z.strictObject({ file: path }),
  'view:compare': z.strictObject({ one: comparedChoice, other: comparedChoice }),
  'comparison:changed': nothing,
  'comparison:copy': nothing,
  'comparison:save': nothing,
  'view:recent': nothing,
  'view:showLive': nothing,
  'lab:state': nothing,
  'lab:startParent': nothing,
  'lab:fork': z.strictObject({
    parent: processKey,
    count: z.int().min(1).max(CHILD_LIMITS.mostAtOnce),
    afterMs: z.int().min(0).max(CHILD_LIMITS.mostMs),
    exitCode: z.int().min(0).max(255),
    name: z.string().regex(CHILD_LIMITS.name).optional(),
    death: signal.optional(),
    deaf: z.boolean().optional(),
    ownGroup: z.boolean().optional(),
    depth: z.int().min(0).max(CHILD_LIMITS.deepest).optional(),
  }),
  'lab:cancelFork': z.strictObject({ parent: processKey }),
  'lab:setReaping': z.strictObject({
    parent: processKey,
    policy: z.enum(REAPING_POLICIES),
    everyMs: z.int().min(1).max(CHILD_LIMITS.mostMs),
  }),
  'lab:exec': z.strictObject({
    parent: processKey,
    command: z
      .string()
      .min(1)
      .max(CHILD_LIMITS.commandMost)
      .regex(/^[ -~]+$/),
  }),
  'lab:daemonise': z.strictObject({
    parent: processKey,
    lifeMs: z.int().min(0).max(CHILD_LIMITS.mostMs),
  }),
  'lab:interrupt': z.strictObject({ parent: processKey }),
  'lab:wait': z.strictObject({ parent: processKey }),
  'lab:waitpid': z.strictObject({ parent: processKey, child: processKey.nullable(), nohang: z.boolean() }),
  'lab:kill': z.strictObject({ key: processKey, signal }),
  'lab:endParent': z.strictObject({ parent: processKey }),
  'lab:cleanUp': nothing,
  'lab:most': nothing,
  'lab:scenarios': nothing,
  'lab:runScenario': z.strictObject({
    scenario: z.string().min(1).max(40),
    speed: z.number().min(SPEEDS.least).max(SPEEDS.most),
    stepping: z.boolean(),
    otherwise: z.boolean(),
  }),
  'lab:stepScenario': nothing,
  'lab:pressKey': z.strictObject({ key: z.string().length(1) }),
  'lab:stopScenario': nothing,
};
