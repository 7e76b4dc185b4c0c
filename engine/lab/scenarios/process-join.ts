import { scenario } from '../scenario.ts';

export const processJoin = scenario({
  id: 'process-join',
  group: 'Together',
  title: 'Start and join',
  line: 'does “end” come after the child?',
  story:
    'The parent starts a child that works for 2 seconds, and says “end”. With a join, which is a waitpid() for that child, it says so after the child has ended; without one, it does not wait for anything.',
  expected: {
    without: 'Without a join, “end” comes before the child has ended',
    join: 'With a join, “end” comes after it',
    collected: 'The joined child is collected',
    left: 'The other has become a zombie',
  },
  otherwise: 'the parent joins both times',
  async play(stage) {
    const parent = await stage.parent();
    const loose = await stage.fork(parent, { seconds: 2, name: 'loose' });
    if (stage.otherwise) await stage.waitpid(parent, loose);
    stage.say('end (without a join)');
    const early = stage.stateOf(loose);
    const running = early !== 'Z' && early !== 'gone';
    stage.check('without', running, running ? 'the child was still at work' : 'the child had ended');
    const joined = await stage.fork(parent, { seconds: 2, name: 'joined' });
    await stage.waitpid(parent, joined);
    stage.say('end (joined)');
    stage.check('join', stage.isGone(joined), `the child: ${stage.stateOf(joined)}`);
    const ended = stage.calls(joined.pid, '_exit').length;
    stage.check('collected', stage.isGone(joined) && ended === 1, stage.stateOf(joined));
    await stage.comesTrue(() => stage.isZombie(loose) || stage.isGone(loose), 3);
    stage.check('left', stage.isZombie(loose), `state ${stage.stateOf(loose)}`);
    await stage.end(parent);
  },
});
