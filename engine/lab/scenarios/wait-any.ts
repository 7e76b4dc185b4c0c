import { exitWords } from '../../../core/exit-words.ts';
import { wchanOf } from '../kernel-view.ts';
import { scenario } from '../scenario.ts';
import { returned } from '../stage.ts';

export const waitAny = scenario({
  id: 'wait-any',
  group: 'Waiting',
  title: 'wait()',
  line: 'block until any child ends',
  story:
    'Three children end after 1, 2 and 3 seconds: one well, one with exit code 7, one by a signal. Each wait() blocks the parent until the next of them has ended, and brings its pid and how it ended.',
  expected: {
    blocked: 'wait() blocks: the parent sleeps in the kernel',
    zero: 'The first wait() brings exit code 0',
    seven: 'The second brings exit code 7',
    signal: 'The third brings the signal that ended it: SIGTERM',
    gone: 'Whoever was waited for is gone',
  },
  otherwise: 'the second child ends well, too',
  async play(stage) {
    const parent = await stage.parent();
    const children = [
      await stage.fork(parent, { seconds: 1, name: 'well' }),
      await stage.fork(parent, { seconds: 2, exitCode: stage.otherwise ? 0 : 7, name: 'seven' }),
      await stage.fork(parent, { seconds: 3, death: 'SIGTERM', name: 'signal' }),
    ] as const;
    await stage.beginWait(parent);
    const asleep = stage.stateOf(parent);
    const where = wchanOf(parent.pid);
    stage.check(
      'blocked',
      asleep === 'S' && (where === null || where === 'do_wait'),
      `state ${asleep}${where === null ? '' : ` in ${where}`}`,
    );
    await stage.until('the first wait returned', () => stage.facts(parent)?.blockedIn === null, 3);
    const results = [
      stage.calls(parent.pid, 'wait').at(-1),
      await stage.wait(parent),
      await stage.wait(parent),
    ];
    const words = results.map((call) => (call?.status ? exitWords(call.status) : 'nothing'));
    const of = (index: 0 | 1 | 2): boolean => {
      const call = results[index];
      return call !== undefined && returned(call) === children[index].pid;
    };
    stage.check('zero', of(0) && words[0] === 'exit 0', `${children[0].pid}: ${words[0]}`);
    stage.check('seven', of(1) && words[1] === 'exit 7', `${children[1].pid}: ${words[1]}`);
    stage.check('signal', of(2) && words[2] === 'SIGTERM', `${children[2].pid}: ${words[2]}`);
    const gone = children.filter(stage.isGone).length;
    stage.check('gone', gone === 3, `${gone} of 3`);
    await stage.end(parent);
  },
});
