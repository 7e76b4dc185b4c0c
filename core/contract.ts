import { z } from 'zod';
import type { Delta, FullState } from './delta.ts';
import type { LabEvent, LabState } from './lab.ts';
import { CHILD_LIMITS, INTERVAL_MS } from './limits.ts';
import { isProcessKey, type ProcessKey, type SourceName } from './process.ts';
import type { Result } from './result.ts';
import { SIGNAL_NAMES } from './signals.ts';

export { CHILD_LIMITS, INTERVAL_MS };

const processKey = z.string().refine(isProcessKey) as unknown as z.ZodType<ProcessKey>;
const nothing = z.undefined();
const signal = z.enum(SIGNAL_NAMES);

/**
 * Every request that the renderer may make: what it must carry. What comes back is {@link Responses}.
 * The main process checks each payload against the schema here before anything else sees it.
 */
export const requestSchemas = {
  'app:about': nothing,
  /** Begin (again) to receive the samples: the answer is the whole state, deltas follow. */
  'sampler:attach': nothing,
  'sampler:configure': z.strictObject({
    intervalMs: z.number().int().min(INTERVAL_MS.least).max(INTERVAL_MS.most).optional(),
    paused: z.boolean().optional(),
  }),
  'process:signal': z.strictObject({ key: processKey, signal }),
  /** Asks for a file name and writes the last sample there. */
  'snapshot:export': nothing,
  'lab:state': nothing,
  'lab:startParent': nothing,
  'lab:fork': z.strictObject({
    parent: processKey,
    count: z.number().int().min(1).max(CHILD_LIMITS.mostAtOnce),
    afterMs: z.number().int().min(0).max(CHILD_LIMITS.mostMs),
    exitCode: z.number().int().min(0).max(255),
  }),
  /** `wait()`: blocks that parent until any child ends. */
  'lab:wait': z.strictObject({ parent: processKey }),
  /** `waitpid()` for one child (or any, where `child` is null), blocking or not. */
  'lab:waitpid': z.strictObject({ parent: processKey, child: processKey.nullable(), nohang: z.boolean() }),
  'lab:kill': z.strictObject({ key: processKey, signal }),
  'lab:endParent': z.strictObject({ parent: processKey }),
  'lab:cleanUp': nothing,
} as const;

export type RequestChannel = keyof typeof requestSchemas;
export type RequestPayload<C extends RequestChannel> = z.infer<(typeof requestSchemas)[C]>;

export interface SamplerSettings {
  readonly intervalMs: number;
  readonly paused: boolean;
}

export interface About {
  readonly version: string;
  readonly electron: string;
  readonly platform: string;
  readonly source: SourceName;
  readonly sampler: SamplerSettings;
}

export interface Exported {
  readonly path: string;
  readonly processes: number;
}

export interface Responses {
  'app:about': About;
  'sampler:attach': FullState;
  'sampler:configure': SamplerSettings;
  'process:signal': null;
  'snapshot:export': Exported;
  'lab:state': LabState;
  /** The key of the new parent. */
  'lab:startParent': ProcessKey;
  'lab:fork': null;
  'lab:wait': null;
  'lab:waitpid': null;
  'lab:kill': null;
  'lab:endParent': null;
  'lab:cleanUp': null;
}

export type Response<C extends RequestChannel> = Result<Responses[C]>;

/** What the sampler has to say about itself. */
export type SamplerHealth =
  | { readonly kind: 'well' }
  /** A sample failed, or the worker ended and is started again. */
  | { readonly kind: 'troubled'; readonly message: string };

/** A choice in the application menu that the renderer carries out. */
export const MENU_COMMANDS = [
  'place:processes',
  'place:lab',
  'search',
  'zombies-only',
  'expand-all',
  'collapse-all',
  'pause',
  'signal',
  'export',
  'keys',
] as const;
export type MenuCommand = (typeof MENU_COMMANDS)[number];

/** What main tells the renderer unasked. */
export interface Events {
  'sampler:delta': Delta;
  'sampler:full': FullState;
  'sampler:health': SamplerHealth;
  'sampler:settings': SamplerSettings;
  /** Apply each to the state that `lab:state` answered with `applyLabEvent`. */
  'lab:events': readonly LabEvent[];
  'menu:command': MenuCommand;
}
export type EventChannel = keyof Events;

export const REQUEST_CHANNELS = Object.keys(requestSchemas) as RequestChannel[];
export const EVENT_CHANNELS: readonly EventChannel[] = [
  'sampler:delta',
  'sampler:full',
  'sampler:health',
  'sampler:settings',
  'lab:events',
  'menu:command',
];

/** `window.reaptree`: all that a page can reach of the machine. */
export interface ReaptreeApi {
  request<C extends RequestChannel>(
    channel: C,
    ...payload: RequestPayload<C> extends undefined ? [] : [RequestPayload<C>]
  ): Promise<Response<C>>;
  /** Returns what ends the subscription. */
  on<C extends EventChannel>(channel: C, listener: (event: Events[C]) => void): () => void;
}
