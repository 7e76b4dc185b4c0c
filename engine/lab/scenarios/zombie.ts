import { exitWords } from '../../../core/exit-words.ts';
import { decodeWaitStatus } from '../../collect/wait-status.ts';
import { statOf, statusLine } from '../kernel-view.ts';
import { psRow } from '../ps-row.ts';
import { scenario } from '../scenario.ts';

export const zombie = scenario({
  id: 'zombie',
  group: 'Zombies',
  title: 'A parent that never waits',
  line: 'the classic',
  story:
    'The child ends after 3 seconds with exit code 3, and the parent never asks for it. What remains is a line in the process table that holds the 3: no memory, no open file, no command line. It goes when the parent does.',
  expected: {
    zombie: 'The child is in state Z',
    defunct: 'ps calls it <defunct>',
    status: 'The kernel keeps its exit status: 3',
    memory: 'It has no memory left',
    stays: 'It stays, for as long as the parent lives and does not ask',
    gone: 'It is gone when the parent has ended',
  },
  otherwise: 'the parent does wait',
  async play(stage) {
    const parent = await stage.parent();
    const child = await stage.fork(parent, { seconds: 3, exitCode: 3 });
    if (stage.otherwise) await stage.wait(parent);
    const dead = await stage.comesTrue(() => stage.isZombie(child) || stage.isGone(child), 4);
    const view = statOf(child.pid);
    stage.check('zombie', dead && stage.isZombie(child), `state ${stage.stateOf(child)}`);
    const row = psRow(child.pid);
    stage.check('defunct', row?.CMD.endsWith('<defunct>') === true, row?.CMD ?? 'not in the list');
    const exit = view === null ? null : decodeWaitStatus(view.exitCode);
    stage.check(
      'status',
      exit !== null && exitWords(exit) === 'exit 3',
      exit === null ? 'nobody to ask' : exitWords(exit),
    );
    const resident = statusLine(child.pid, 'VmRSS');
    stage.check(
      'memory',
      view?.state === 'Z' && view.vsize === 0 && resident === null,
      view === null ? 'nobody to ask' : `${view.vsize} bytes, ${resident ?? 'none'} resident`,
    );
    await stage.pass(3);
    stage.check('stays', stage.isZombie(child), `3 s later: ${stage.stateOf(child)}`);
    await stage.end(parent);
    stage.check('gone', dead && (await stage.comesTrue(() => stage.isGone(child))), stage.stateOf(child));
  },
});
