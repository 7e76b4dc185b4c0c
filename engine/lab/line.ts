import * as z from 'zod';

/** The version of native/PROTOCOL.md that is spoken here. */
export const PROTOCOL_VERSION = 1;

const pid = z.number().int().positive();
const start = z.number().int().nonnegative();
const seconds = z.number().nonnegative();
const exit = z.union([
  z.object({ code: z.number().int().min(0).max(255) }),
  z.object({ signal: z.string().startsWith('SIG') }),
]);

const helloLine = z.object({
  event: z.literal('hello'),
  protocol: z.number().int(),
  pid,
  start,
  subreaper: z.boolean(),
});

const callLine = z.object({
  event: z.literal('call'),
  at: seconds,
  pid,
  role: z.enum(['helper', 'parent', 'child']),
  name: z.string().min(1),
  args: z.string(),
  outcome: z.enum(['blocked', 'returned', 'noreturn']),
  value: z.number().int().optional(),
  errno: z.string().optional(),
  /** What a wait collected. */
  status: exit.optional(),
  /** With a child's `fork() = 0`. */
  ppid: z.number().int().nonnegative().optional(),
  /** With a parent's `fork() = pid`. */
  child: z
    .object({
      start,
      after: z.number().int().nonnegative(),
      code: z.number().int().min(0).max(255),
      name: z.string(),
    })
    .optional(),
});

const saidLine = z.object({
  event: z.literal('said'),
  at: seconds,
  pid,
  role: z.enum(['helper', 'parent', 'child']),
  text: z.string(),
});

const endedLine = z.object({
  event: z.literal('ended'),
  at: seconds,
  pid,
  start,
  exit: exit.nullable(),
  /** Somebody has collected it before it could be asked how it ended. */
  reaped: z.boolean(),
});

const parentLine = z.object({
  event: z.literal('parent'),
  pid,
  start,
  blocked: z.string().nullable(),
  stopped: z.boolean(),
});

const parentGoneLine = z.object({ event: z.literal('parent-gone'), pid, start });

const eventLine = z.discriminatedUnion('event', [
  callLine,
  saidLine,
  endedLine,
  parentLine,
  parentGoneLine,
  helloLine,
]);

const replyId = z.number().int().nonnegative();

const doneReply = z.object({
  reply: replyId,
  ok: z.literal(true),
  /** Of `start`: the new parent. */
  pid: pid.optional(),
  start: start.optional(),
  /** Of `fork`. */
  forked: z.number().int().optional(),
  /** Of `wait` and `waitpid`: it is blocked now, and its return will be told. */
  blocked: z.boolean().optional(),
  /** Of `cleanup`: how many were reaped. */
  ended: z.number().int().optional(),
});

const refusedReply = z.object({
  reply: replyId,
  ok: z.literal(false),
  error: z.enum(['usage', 'busy', 'gone', 'not-ours', 'system']),
  errno: z.string(),
  message: z.string(),
});

const replyLine = z.discriminatedUnion('ok', [doneReply, refusedReply]);

export type CallLine = z.infer<typeof callLine>;
export type SaidLine = z.infer<typeof saidLine>;
export type EndedLine = z.infer<typeof endedLine>;
export type EventLine = z.infer<typeof eventLine>;
export type DoneReply = z.infer<typeof doneReply>;
export type RefusedReply = z.infer<typeof refusedReply>;
export type Reply = z.infer<typeof replyLine>;
export type Line = EventLine | Reply;

export const isReply = (line: Line): line is Reply => 'reply' in line;

const isNumber = (value: unknown): value is number => Number.isFinite(value);
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

/** How a child ended, as far as it can be judged at a glance. */
function isPlainExit(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === null;
  const { code } = value as { code?: unknown };
  return isCount(code) && (code as number) <= 255;
}

/**
 * The lines that come by the ten thousand: a death, a fork as its parent tells it, and what the helper collects. A schema judges the same, but
 * would take most of the time that such a fork costs the engine. Whatever is not plain is left to the schema.
 */
function plainLine(value: Record<string, unknown>): EventLine | null {
  const { event, at, pid: who, start: since, exit: how, reaped } = value;
  if (!isNumber(at) || at < 0 || !isCount(who) || who === 0) return null;
  if (event === 'ended') {
    const good = isCount(since) && isPlainExit(how) && typeof reaped === 'boolean';
    return good ? (value as EndedLine) : null;
  }
  if (event !== 'call' || value.outcome !== 'returned' || !isCount(value.value)) return null;
  if (value.errno !== undefined || value.ppid !== undefined) return null;
  if (value.role === 'helper' && value.name === 'waitpid') {
    const good = typeof value.args === 'string' && isPlainExit(value.status) && value.child === undefined;
    return good && value.status !== null ? (value as CallLine) : null;
  }
  if (value.name !== 'fork' || value.role !== 'parent' || value.args !== '') return null;
  const child = value.child as Record<string, unknown> | null | undefined;
  if (typeof child !== 'object' || child === null) return null;
  const good =
    isCount(child.start) &&
    isCount(child.after) &&
    isPlainExit({ code: child.code }) &&
    typeof child.name === 'string' &&
    value.status === undefined;
  return good ? (value as CallLine) : null;
}

/** One line of the helper; `null` where it is none of those that the protocol knows. */
export function parseLine(text: string): Line | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const plain = plainLine(value as Record<string, unknown>);
  if (plain !== null) return plain;
  const isAnswer = 'reply' in value;
  const parsed = (isAnswer ? replyLine : eventLine).safeParse(value);
  return parsed.success ? parsed.data : null;
}
