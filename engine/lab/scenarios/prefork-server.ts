import type { LabCall } from '../../../core/lab.ts';
import { scenario } from '../scenario.ts';
import { returned } from '../stage.ts';

const REQUESTS = 4;

export const preforkServer = scenario({
  id: 'prefork-server',
  group: 'Together',
  title: 'A child per request',
  line: 'a server on loopback, that reaps or does not',
  story:
    'A parent listens on 127.0.0.1 and forks a child for each request, which answers with its pid and ends. At first the parent reaps nobody, and every request leaves a zombie; then it has a SIGCHLD handler, and none does.',
  expected: {
    answered: 'Each request is answered by another pid',
    loopback: 'The server listens on loopback only',
    zombies: 'Without reaping, each request leaves a zombie',
    reaped: 'With reaping, none does',
  },
  otherwise: 'the parent never reaps',
  async play(stage) {
    const parent = await stage.parent();
    const answers = (): string[] =>
      stage.sayings().flatMap((text) => /^request \d+ was answered by (\d+)$/.exec(text)?.[1] ?? []);
    await stage.play(parent, 'server', REQUESTS);
    const first = stage.children.filter((one) => one.by === parent.pid);
    await stage.until(
      'all have ended',
      () => first.every((one) => stage.isZombie(one) || stage.isGone(one)),
      2,
    );
    const handlers = first.filter((one) => one.name === 'answer');
    const undead = handlers.filter(stage.isZombie).length;
    stage.check('zombies', undead === REQUESTS, `${undead} zombies for ${REQUESTS} requests`);
    for (let left = first.length; left > 0; left--) await stage.waitpid(parent, null, true);

    if (!stage.otherwise) await stage.reaping(parent, 'handler');
    const known = new Set(first.map((one) => one.key));
    await stage.play(parent, 'server', REQUESTS);
    const second = stage.children.filter((one) => one.by === parent.pid && !known.has(one.key));
    await stage.comesTrue(() => second.every((one) => stage.isZombie(one) || stage.isGone(one)), 2);
    const clean = stage.otherwise ? false : await stage.comesTrue(() => second.every(stage.isGone), 1);
    stage.check('reaped', clean, `${second.filter(stage.isZombie).length} zombies`);

    await stage.comesTrue(() => answers().length === 2 * REQUESTS, 2);
    const pids = answers();
    stage.check(
      'answered',
      pids.length === 2 * REQUESTS && new Set(pids).size === pids.length,
      `${new Set(pids).size} pids for ${pids.length} requests`,
    );
    const binds = stage.calls(parent.pid, 'bind');
    const isLocal = (call: LabCall): boolean => call.args.startsWith('127.0.0.1') && returned(call) === 0;
    stage.check('loopback', binds.length === 2 && binds.every(isLocal), binds[0]?.args ?? 'nowhere');
    await stage.end(parent);
  },
});
