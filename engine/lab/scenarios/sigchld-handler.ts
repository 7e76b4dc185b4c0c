import type { LabChild } from '../../../core/lab.ts';
import { scenario } from '../scenario.ts';
import { errnoOf, returned } from '../stage.ts';

const AT_ONCE = 10;
const TICK_MS = 10;

export const sigchldHandler = scenario({
  id: 'sigchld-handler',
  group: 'Zombies',
  title: 'A SIGCHLD handler',
  line: 'reaped within a tick',
  story:
    'The kernel sends the parent SIGCHLD whenever a child ends. Its handler collects with WNOHANG until there is no more, as signals that come at once are merged into one: so all ten are reaped, however often the handler runs.',
  expected: {
    wakes: 'The handler interrupts the parent’s sleep: EINTR',
    quick: 'A child is a zombie for less than a tick (10 ms) of the kernel',
    ten: 'Ten children that end at once are all reaped',
    merged: 'The handler ran, ten times at most',
    none: 'No zombie is left',
  },
  otherwise: 'the parent has no handler',
  async play(stage) {
    const parent = await stage.parent();
    if (!stage.otherwise) await stage.reaping(parent, 'handler');
    const child = await stage.fork(parent, { seconds: 2 });
    const slept = await stage.sleep(parent, 10);
    stage.check(
      'wakes',
      errnoOf(slept) === 'EINTR',
      errnoOf(slept) === null ? 'it slept to the end' : `nanosleep() = -1 ${errnoOf(slept)}`,
    );
    const collected = (pid: number) =>
      stage.calls(parent.pid, 'waitpid').find((call) => returned(call) === pid);
    const handled = (): number => stage.sayings(parent.pid).filter((text) => text.includes('handler')).length;
    const before = handled();
    const ten = await stage.forkMany(parent, { count: AT_ONCE, seconds: 2 });
    await stage.comesTrue(() => ten.every((one) => stage.isGone(one) || stage.isZombie(one)), 3);
    const all = stage.otherwise
      ? false
      : await stage.comesTrue(() => ten.every((one) => collected(one.pid) !== undefined), 3);
    const count = ten.filter((one) => collected(one.pid) !== undefined).length;
    stage.check('ten', all && ten.length === AT_ONCE, `${count} of ${AT_ONCE}`);
    const runs = handled() - before;
    stage.check('merged', runs >= 1 && runs <= AT_ONCE, `${runs} times for ${AT_ONCE} children`);
    const lasted: number[] = [];
    const measure = ({ pid }: LabChild): void => {
      const ended = stage.calls(pid, '_exit')[0];
      const reaped = collected(pid);
      if (ended !== undefined && reaped !== undefined) lasted.push((reaped.at - ended.at) * 1000);
    };
    for (const one of [child, ...ten]) measure(one);
    // What a busy machine does in between is not the handler's doing: so the quickest counts, and some more may try.
    const more: LabChild[] = [];
    while (!stage.otherwise && more.length < AT_ONCE && Math.min(...lasted) >= TICK_MS) {
      const one = await stage.fork(parent, { seconds: 0 });
      more.push(one);
      await stage.comesTrue(() => collected(one.pid) !== undefined);
      measure(one);
    }
    stage.check(
      'quick',
      Math.min(...lasted) < TICK_MS,
      lasted.length === 0
        ? 'none was collected'
        : `${Math.min(...lasted).toFixed(2)} ms from _exit() to waitpid(), ${Math.max(...lasted).toFixed(2)} ms at most`,
    );
    const left = [child, ...ten, ...more].filter(stage.isZombie).length;
    stage.check('none', left === 0, `${left}`);
    await stage.end(parent);
  },
});
