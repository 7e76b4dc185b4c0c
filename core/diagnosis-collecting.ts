import type { Cause } from './diagnosis.ts';
import type { Means, ParentFacts } from './diagnosis-facts.ts';
import { cannotTrace, refusal } from './diagnosis-permission.ts';
import type { Prospect } from './diagnosis-prospects.ts';
import { visible } from './format.ts';

/** What it would come to if a debugger made the parent wait for it. */
export function collecting(cause: Cause, parent: ParentFacts, means: Means): Prospect {
  const name = visible(parent.name);
  const [debug] = means.debuggers;
  const without = (outlook: 'impossible' | 'no-use', says: string): Prospect => ({
    action: 'collect',
    outlook,
    says,
    cost: null,
  });
  const refused = refusal(parent, means);
  if (refused !== null) return without('impossible', refused);
  if (cause === 'parent-traced')
    return without('impossible', 'a process can have one debugger, and it has one');
  if (parent.tracer !== null) {
    return without('impossible', `${visible(parent.tracer.name)} traces it already`);
  }
  if (parent.stuck) {
    const what = (parent.threads ?? 1) > 1 ? 'a thread of it' : 'it';
    return without('impossible', `a debugger cannot get hold of it now: ${what} waits inside the kernel`);
  }
  if (cause === 'child-traced') return without('no-use', 'would not help: the tracer comes first');
  const barred = cannotTrace(parent, means);
  if (barred !== null) return without('impossible', barred);
  if (debug === undefined) return without('impossible', 'needs gdb or lldb, and neither is installed');
  const nameless = namelessly(parent);
  if (nameless !== null) return without('no-use', `would not help: ${nameless}`);
  const they = parent.zombies.count > 1 ? 'they' : 'it';
  const them = parent.zombies.count > 1 ? 'them' : 'it';
  const doubt = doubts(parent, debug);
  return {
    action: 'collect',
    outlook: doubt === null ? 'works' : 'may-work',
    says:
      doubt === null
        ? `${name} collects ${them} itself, through ${debug}; it goes on as before`
        : `${name} may collect ${them} itself, through ${debug}: ${doubt}`,
    cost: `it never learns how ${they} ended`,
  };
}

/** Why no debugger finds a waitpid() in its program; `null` where one does, or may. */
function namelessly({ linked, runtime }: ParentFacts): string | null {
  if (runtime === 'go' && linked !== 'dynamically' && linked !== null) {
    return 'a Go program holds no waitpid() that a debugger could call';
  }
  return linked === 'stripped'
    ? 'its program is linked statically and stripped, so no debugger finds a waitpid() in it'
    : null;
}

function doubts({ leaderExited, linked, runtime }: ParentFacts, debug: string): string | null {
  if (runtime === 'go') return 'its program is written in Go';
  if (linked === 'statically') return 'its program is linked statically, and need not hold a waitpid()';
  return leaderExited && debug !== 'gdb' ? 'its first thread has ended' : null;
}
