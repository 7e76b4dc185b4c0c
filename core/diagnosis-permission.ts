import type { Means, ParentFacts } from './diagnosis-facts.ts';

/** What Reaptree does not do, whoever asks; `null` where it is none of that. */
export function refusal(parent: ParentFacts, means: Means): string | null {
  if (means.readOnly) return 'Reaptree is in read-only mode';
  if (parent.init !== null && parent.pid === 1) {
    return `Reaptree does nothing to process 1 of the ${parent.init === 'system' ? 'system' : 'container that it runs in'}`;
  }
  if (parent.own) return 'it is part of Reaptree itself';
  return null;
}

export function cannotSignal(parent: ParentFacts, means: Means): string | null {
  return refusal(parent, means) ?? (means.signal ? null : ownedBy(parent.user));
}

/** Whose it is, and who may act on it; `null` where the name is not known. */
export function ownedBy(user: string | null): string {
  if (user === 'root') return 'it belongs to root: start Reaptree as root';
  return `it belongs to ${user ?? 'another user'}: start Reaptree as that user or as root`;
}

/** What keeps us from attaching; ptrace(2) on /proc/sys/kernel/yama/ptrace_scope. */
export function cannotTrace(parent: ParentFacts, { trace }: Means): string | null {
  switch (trace) {
    case 'permitted':
      return null;
    case 'other-user':
      return ownedBy(parent.user);
    case 'descendants-only':
      return 'ptrace_scope is 1, so one may debug only what one started: as root it works';
    case 'root-only':
      return 'ptrace_scope is 2, so only root may debug';
    case 'never':
      return 'ptrace_scope is 3: nobody may debug anything until the next boot';
    case 'refused':
      return 'the system does not let us debug it';
  }
}
