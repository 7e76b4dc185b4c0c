import { scenario } from '../scenario.ts';
import { returned } from '../stage.ts';

export const waitpidOne = scenario({
  id: 'waitpid-one',
  group: 'Waiting',
  title: 'waitpid() for one of two',
  line: 'and the other becomes a zombie',
  story:
    'Two children sleep 2 s and 4 s. The parent waits for the second alone, so the first stays a zombie until the parent ends.',
  expected: {
    returns: 'fork() returned a pid in the parent and 0 in the child, twice',
    zombie: 'The first child is a zombie as soon as it ended',
    waits: 'waitpid() returned the second, when that had ended',
    still: 'The first is a zombie still',
    gone: 'The first is gone once the parent has ended',
  },
  otherwise: 'the parent waits for any child',
  async play(stage) {
    const parent = await stage.parent();
    const first = await stage.fork(parent, { seconds: 2, name: 'first' });
    const second = await stage.fork(parent, { seconds: 4, name: 'second' });
    await stage.until(
      'both have spoken',
      () => [first, second].every((child) => stage.calls(child.pid, 'fork').length > 0),
      1,
    );
    const zeros = [first, second].filter((child) => firstValue(stage.calls(child.pid, 'fork')) === 0).length;
    stage.check('returns', zeros === 2, `${first.pid} and ${second.pid}; 0 and 0`);
    await stage.beginWaitpid(parent, stage.otherwise ? null : second);
    const dead = await stage.comesTrue(() => stage.isZombie(first) || stage.isGone(first), 2.5);
    const second2 = stage.stateOf(second);
    stage.check(
      'zombie',
      dead && stage.isZombie(first),
      stage.isZombie(first) ? `state Z, while the second is in state ${second2}` : 'it was collected',
    );
    await stage.until('waitpid returned', () => stage.facts(parent)?.blockedIn === null, 5);
    const call = stage.lines.findLast((one) => one.pid === parent.pid && /^wait/.test(one.name));
    const lived = (call?.at ?? 0) - second.forkedAt;
    stage.check(
      'waits',
      call !== undefined && returned(call) === second.pid && lived * 1000 >= stage.ms(4) - 1,
      call === undefined ? 'nothing' : `${returned(call)} after ${lived.toFixed(2)} s`,
    );
    stage.check('still', stage.isZombie(first), `state ${stage.stateOf(first)}`);
    await stage.end(parent);
    stage.check('gone', await stage.comesTrue(() => stage.isGone(first)), stage.stateOf(first));
  },
});

const firstValue = (calls: readonly Parameters<typeof returned>[0][]): number => {
  const [call] = calls;
  return call === undefined ? Number.NaN : returned(call);
};
