import { statOf } from '../kernel-view.ts';
import { scenario } from '../scenario.ts';
import { returned } from '../stage.ts';

const RUNS = 12;

export const forkReturns = scenario({
  id: 'fork-returns',
  group: 'First steps',
  title: 'One call, two returns',
  line: 'fork() answers in two processes',
  story:
    'The parent calls fork() once, and it returns twice: in the parent with the child’s pid, in the child with 0. Which of the two speaks first is up to the scheduler, so it is tried twelve times.',
  expected: {
    parent: 'In the parent, fork() returned the child’s pid',
    child: 'In the child, fork() returned 0',
    getppid: 'getppid() in the child is the parent, and so says the kernel',
    order: 'Both lines came each time, in whichever order',
  },
  otherwise: null,
  async play(stage) {
    const parent = await stage.parent();
    let first = 0;
    let both = 0;
    let pids = 0;
    let zeros = 0;
    let families = 0;
    for (let run = 0; run < RUNS; run++) {
      const child = await stage.fork(parent, { seconds: 5 });
      await stage.until('the child has spoken', () => stage.calls(child.pid, 'fork').length > 0, 1);
      const inParent = stage.calls(parent.pid, 'fork').find((call) => returned(call) === child.pid);
      const inChild = stage.calls(child.pid, 'fork')[0];
      const view = statOf(child.pid);
      if (view !== null && view.startTime === Number(child.key.split('@')[1])) pids += 1;
      if (inChild !== undefined && returned(inChild) === 0) zeros += 1;
      if (inChild?.ppid === parent.pid && view?.ppid === parent.pid) families += 1;
      if (inParent !== undefined && inChild !== undefined) {
        both += 1;
        if (inParent.at <= inChild.at) first += 1;
      }
      await stage.signal(child, 'SIGKILL');
      await stage.waitpid(parent, child);
    }
    stage.check('parent', pids === RUNS, `${pids} of ${RUNS} times, a pid that the kernel knows`);
    stage.check('child', zeros === RUNS, `${zeros} of ${RUNS} times`);
    stage.check('getppid', families === RUNS, `${families} of ${RUNS} times, ${parent.pid}`);
    stage.check('order', both === RUNS, `the parent first ${first} times, the child ${both - first} times`);
    await stage.end(parent);
  },
});
