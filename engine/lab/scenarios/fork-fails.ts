import { scenario } from '../scenario.ts';
import { errnoOf, returned } from '../stage.ts';

export const forkFails = scenario({
  id: 'fork-fails',
  group: 'Limits',
  title: 'fork() fails',
  line: 'the limit of processes is reached',
  story:
    'A user may have so many processes and no more (RLIMIT_NPROC). The parent sets its limit a little above what there is, and forks until fork() answers -1 with EAGAIN. Root is not bound by it, so a parent that is root becomes an ordinary user first. Its earlier children live on, until it ends and collects them.',
  expected: {
    before: 'Some forks succeed before the limit is reached',
    eagain: 'Then fork() gives -1, and errno is EAGAIN',
    there: 'Every earlier child is still there',
    reapable: 'and each of them can be collected',
  },
  otherwise: null,
  async play(stage) {
    const parent = await stage.parent();
    const forks = () => stage.calls(parent.pid, 'fork');
    await stage.play(parent, 'limit');
    const children = forks().filter((call) => returned(call) > 0).length;
    const call = forks().find((one) => returned(one) === -1);
    // By what the kernel told of their ends, all of which came later.
    const alive = stage.children.filter(
      (one) => one.by === parent.pid && one.endedAt !== null && one.endedAt > (call?.at ?? 0),
    ).length;
    stage.check('before', children > 0, `${children} children`);
    stage.check('eagain', call !== undefined && errnoOf(call) === 'EAGAIN', `${call && errnoOf(call)}`);
    stage.check('there', alive === children && children > 0, `${alive} of ${children}`);
    const collected = stage.calls(parent.pid, 'wait').filter((one) => returned(one) > 0).length;
    stage.check('reapable', collected === children && children > 0, `${collected} of ${children}`);
    await stage.end(parent);
  },
});
