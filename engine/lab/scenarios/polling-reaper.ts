import { scenario } from '../scenario.ts';
import { returned } from '../stage.ts';

export const pollingReaper = scenario({
  id: 'polling-reaper',
  group: 'Zombies',
  title: 'A polling reaper',
  line: '55 seconds undead',
  story:
    'The parent looks for dead children once a minute. One that ends after 5 seconds stays a zombie for the other 55, and then goes.',
  expected: {
    zombie: 'After 5 s the child is a zombie',
    still: 'It is one still, 20 s later',
    reaped: 'The parent’s look, a minute after the last, collects it',
    lasted: 'It was a zombie for about 55 s',
  },
  otherwise: 'the parent looks every 10 seconds',
  async play(stage) {
    const parent = await stage.parent();
    await stage.reaping(parent, 'poll', stage.otherwise ? 10 : 60);
    const began = performance.now();
    const child = await stage.fork(parent, { seconds: 5 });
    await stage.until('the child has ended', () => stage.isZombie(child) || stage.isGone(child), 6);
    stage.check('zombie', stage.isZombie(child), `state ${stage.stateOf(child)}`);
    const passed = (performance.now() - began) / stage.ms(1);
    await stage.pass(Math.max(0, 25 - passed));
    stage.check('still', stage.isZombie(child), stage.stateOf(child));
    const look = () => stage.calls(parent.pid, 'waitpid').find((call) => returned(call) === child.pid);
    await stage.comesTrue(() => look() !== undefined, 40);
    const reaped = look();
    stage.check('reaped', reaped !== undefined && stage.isGone(child), stage.stateOf(child));
    const ended = stage.calls(child.pid, '_exit')[0];
    const lasted = ((reaped?.at ?? 0) - (ended?.at ?? 0)) / (stage.ms(1) / 1000);
    stage.check('lasted', lasted > 45 && lasted < 70, `${lasted.toFixed(1)} s of the story`);
    await stage.end(parent);
  },
});
