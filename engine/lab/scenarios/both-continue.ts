import { scenario } from '../scenario.ts';
import { returned } from '../stage.ts';

export const bothContinue = scenario({
  id: 'both-continue',
  group: 'First steps',
  title: 'Both go on',
  line: 'one line of code, run by two',
  story:
    'What stands behind the fork() is run by both processes: there is one line that writes, and it is written twice, by two pids.',
  expected: {
    twice: 'The one line was written twice',
    pids: 'by the parent and by its child',
    whole: 'each time as a whole: write() returned its length',
  },
  otherwise: null,
  async play(stage) {
    const parent = await stage.parent();
    await stage.play(parent, 'twice');
    const writes = stage.lines.filter((call) => call.name === 'write');
    const pids = [...new Set(writes.map((call) => call.pid))];
    const child = stage.children.find((one) => one.by === parent.pid);
    stage.check('twice', writes.length === 2, `${writes.length} times`);
    stage.check(
      'pids',
      pids.length === 2 && pids.includes(parent.pid) && pids.includes(child?.pid ?? 0),
      pids.map(String).join(' and '),
    );
    stage.check(
      'whole',
      writes.every((call) => returned(call) === 17),
      writes.map(returned).join(' and '),
    );
    await stage.end(parent);
  },
});
