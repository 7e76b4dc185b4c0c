import { scenario } from '../scenario.ts';

export const startedJoin = scenario({
  id: 'started-join',
  group: 'Together',
  title: 'Start and join',
  line: 'who waits, and who goes on',
  story:
    'Two processes are started, one after the other. Nobody waits for the first: “end” comes while it still works. The second is joined: “end” comes after it.',
  expected: {
    without: 'Without a join, “end” comes before the process has ended',
    join: 'With a join, “end” comes after it',
    told: 'Of both it is told how they ended',
  },
  otherwise: 'both are joined',
  async play(stage) {
    const parent = await stage.parent();
    const loose = await stage.fork(parent, { seconds: 2, name: 'loose' });
    if (stage.otherwise) await stage.waitpid(parent, loose);
    stage.say('end (without a join)');
    const working = stage.known(loose)?.state === 'alive';
    stage.check('without', working, working ? 'it was still at work' : 'it had ended');
    const joined = await stage.fork(parent, { seconds: 2, name: 'joined' });
    await stage.waitpid(parent, joined);
    stage.say('end (joined)');
    const ended = stage.known(joined)?.state === 'reaped';
    stage.check('join', ended, ended ? 'it had ended' : 'it was still at work');
    const told = await stage.comesTrue(
      () => [loose, joined].every((one) => stage.known(one)?.exit != null),
      3,
    );
    stage.check('told', told, told ? 'both' : 'not of both');
    await stage.end(parent);
  },
});
