import { statOf } from '../kernel-view.ts';
import { scenario } from '../scenario.ts';

export const orphan = scenario({
  id: 'orphan',
  group: 'Families',
  title: 'Orphan',
  line: 'who adopts it?',
  story:
    'The parent ends after 2 seconds, and the child lives on, until a SIGTERM ends it too. It is adopted: by process 1, or by the nearest subreaper above it. Here that is the lab’s helper, which also collects it in the end.',
  expected: {
    before: 'At first, its parent is the one that forked it',
    adopted: 'Then it is the helper, the nearest subreaper',
    lives: 'The child lives on',
    remembered: 'Its first parent is remembered',
    reaped: 'In the end the helper collects it',
  },
  otherwise: 'the parent lives on',
  async play(stage) {
    const parent = await stage.parent();
    const child = await stage.fork(parent, { seconds: 60 });
    const before = statOf(child.pid)?.ppid;
    stage.check('before', before === parent.pid, `${before}`);
    await stage.pass(2);
    if (!stage.otherwise) await stage.end(parent);
    await stage.pass(0.5);
    const after = statOf(child.pid)?.ppid;
    stage.check('adopted', after === stage.helper && after !== before, `${after}`);
    stage.check('lives', !stage.isZombie(child) && !stage.isGone(child), `state ${stage.stateOf(child)}`);
    const known = stage.orphans.find((one) => one.key === child.key);
    stage.check('remembered', known?.by === parent.pid, known === undefined ? 'no orphan' : `${known.by}`);
    await stage.pass(1.5);
    await stage.signal(child, 'SIGTERM');
    await stage.until('the child has ended', () => stage.isGone(child) || stage.isZombie(child), 1);
    const gone = await stage.comesTrue(() => stage.isGone(child) || stage.otherwise);
    stage.check('reaped', gone && stage.isGone(child), stage.stateOf(child));
    if (stage.otherwise) await stage.end(parent);
  },
});
