import { scenario } from '../scenario.ts';

export const forkLoop = scenario({
  id: 'fork-loop',
  group: 'Zombies',
  title: 'A child per key',
  line: 'zombies pile up, until q',
  story:
    'For each key that you press the parent forks a child that ends at once; it never waits. The zombies pile up one by one. With q the parent ends, and all go at once.',
  expected: {
    each: 'Each key made one zombie more',
    pile: 'None of them went by itself',
    gone: 'With q, all are gone',
  },
  otherwise: null,
  keys: { f: 'Fork one more', q: 'End the parent' },
  async play(stage) {
    const parent = await stage.parent();
    const made: Awaited<ReturnType<typeof stage.fork>>[] = [];
    let each = true;
    while ((await stage.key()) !== 'q') {
      const child = await stage.fork(parent, { seconds: 0 });
      made.push(child);
      await stage.until('it has ended', () => stage.isZombie(child) || stage.isGone(child), 1);
      const zombies = made.filter(stage.isZombie).length;
      each &&= zombies === made.length;
      stage.check('each', each, `${zombies} after ${made.length} keys`);
    }
    const zombies = made.filter(stage.isZombie).length;
    stage.check('each', each && made.length > 0, `${zombies} after ${made.length} keys`);
    stage.check('pile', zombies === made.length, `${zombies} of ${made.length} are there`);
    await stage.end(parent);
    const gone = await stage.comesTrue(() => made.every(stage.isGone));
    stage.check('gone', gone, `${made.filter(stage.isGone).length} of ${made.length} are gone`);
  },
});
