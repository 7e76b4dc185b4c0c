import { geteuid } from 'node:process';
import type { InspectionPart } from '../../core/inspection.ts';
import { type Failure, fail, type Result } from '../../core/result.ts';
import { ownerOf } from '../collect/procfs/files.ts';
import { Users } from '../collect/users.ts';
import { codeOf, isRefused } from './proc-files.ts';
import type { Subject } from './subject.ts';

/** As it goes on after “you do not see” and “it has no”. */
const WHAT: Readonly<Record<InspectionPart, readonly [its: string, no: string]>> = {
  environment: ['its environment', 'environment'],
  places: ['where it is', 'program and no folder'],
  files: ['its open files', 'open files'],
  threads: ['its threads', 'threads'],
  signals: ['its signals', 'signals'],
  limits: ['its limits', 'limits'],
  confinement: ['what confines it', 'confinement'],
  memory: ['its memory', 'memory of its own'],
};

/** Why a part of a process cannot be shown, told apart by what the system answered. */
export function refusalOf(error: unknown, part: InspectionPart, subject: Subject): Result<never> {
  if (isRefused(error)) return { ok: false, error: notPermitted(WHAT[part][0], subject) };
  const code = codeOf(error);
  // It was there before and after: what is gone is what it had while it ran.
  if (code === 'ENOENT' || code === 'ESRCH') return noneOf(part, 'ended');
  return fail('io', `It could not be read: ${error instanceof Error ? error.message : String(error)}.`);
}

/** There is none of it, which is no failure to read it. */
export const noneOf = (part: InspectionPart, kind: Exclude<Subject['kind'], 'program'>): Result<never> =>
  fail(
    'none',
    kind === 'kernel'
      ? `It has no ${WHAT[part][1]}: it is a thread of the kernel.`
      : `It has no ${WHAT[part][1]} any more: it has ended, and only its exit status is left.`,
  );

export const notPermitted = (what: string, subject: Subject): Failure => ({
  code: 'not-permitted',
  message: `The system does not let you see ${what}.`,
  hint: whoMay(subject),
});

/** Access mode checking of ptrace(2): the owner may, who is root where the program has more rights than its user. */
function whoMay({ pid }: Subject): string {
  const owner = ownerOf(pid);
  if (geteuid?.() === 0) return 'Not even root may here.';
  if (owner === null || owner === 0 || owner === geteuid?.()) return 'Start Reaptree as root to see it.';
  return `Start Reaptree as ${new Users().nameOf(owner) ?? `user ${owner}`} or as root to see it.`;
}
