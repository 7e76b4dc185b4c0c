import { exitWords } from '../../../core/exit-words.ts';
import type { LabChild } from '../../../core/lab.ts';
import { scenario } from '../scenario.ts';
import { returned } from '../stage.ts';

export const exitStatus = scenario({
  id: 'started-exits',
  group: 'Waiting',
  title: 'How they ended',
  line: 'exit codes, and an end from outside',
  story:
    'Three processes are started. One ends well, one with exit code 7, and the third is ended from outside. Whoever started them is told how each of them ended.',
  expected: {
    zero: 'The first ends with exit code 0',
    seven: 'The second ends with exit code 7',
    outside: 'The third did not end by itself: it was SIGTERM',
    gone: 'None of them is left',
  },
  otherwise: 'the second ends well, too',
  async play(stage) {
    const parent = await stage.parent();
    const join = async (child: LabChild): Promise<string> => {
      const call = await stage.waitpid(parent, child);
      return call.status === null || returned(call) !== child.pid ? 'nothing' : exitWords(call.status);
    };
    const well = await stage.fork(parent, { seconds: 1, name: 'well' });
    const wellEnd = await join(well);
    stage.check('zero', wellEnd === 'exit 0', `${well.pid}: ${wellEnd}`);
    const seven = await stage.fork(parent, { seconds: 1, exitCode: stage.otherwise ? 0 : 7, name: 'seven' });
    const sevenEnd = await join(seven);
    stage.check('seven', sevenEnd === 'exit 7', `${seven.pid}: ${sevenEnd}`);
    const ended = await stage.fork(parent, { seconds: 600, name: 'ended' });
    await stage.beginWaitpid(parent, ended);
    await stage.signal(ended, 'SIGTERM');
    await stage.until('it has ended', () => stage.known(ended)?.state === 'reaped', 1);
    const exit = stage.known(ended)?.exit ?? null;
    stage.check(
      'outside',
      exit !== null && exitWords(exit) === 'SIGTERM',
      `${ended.pid}: ${exit === null ? 'nothing' : exitWords(exit)}`,
    );
    const left = [well, seven, ended].filter((one) => stage.known(one)?.state !== 'reaped').length;
    stage.check('gone', left === 0, `${left} left`);
    await stage.end(parent);
  },
});
