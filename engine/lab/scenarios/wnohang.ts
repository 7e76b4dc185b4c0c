import { scenario } from '../scenario.ts';
import { errnoOf, returned } from '../stage.ts';

export const wnohang = scenario({
  id: 'wnohang',
  group: 'Waiting',
  title: 'WNOHANG',
  line: 'ask without blocking',
  story:
    'With WNOHANG, waitpid() never blocks. It answers 0 while no child has ended, the pid of one that has, and ECHILD when there is no child left.',
  expected: {
    zero: '0, while nobody has ended',
    pid: 'The child’s pid, once it has ended',
    echild: 'ECHILD (no child process), when none is left',
    never: 'It never blocked',
  },
  otherwise: 'another child lives on',
  async play(stage) {
    const parent = await stage.parent();
    const child = await stage.fork(parent, { seconds: 3, exitCode: 5 });
    if (stage.otherwise) await stage.fork(parent, { seconds: 600 });
    const early = await stage.waitpid(parent, null, true);
    stage.check('zero', returned(early) === 0, `${returned(early)}`);
    await stage.until('the child has ended', () => stage.isZombie(child), 4);
    const late = await stage.waitpid(parent, null, true);
    stage.check('pid', returned(late) === child.pid, `${returned(late)}`);
    const none = await stage.waitpid(parent, null, true);
    stage.check('echild', errnoOf(none) === 'ECHILD', `${returned(none)} ${errnoOf(none) ?? ''}`);
    const blocked = stage.lines.filter((call) => call.outcome.kind === 'blocked').length;
    stage.check('never', blocked === 0, `${blocked} times`);
    await stage.end(parent);
  },
});
