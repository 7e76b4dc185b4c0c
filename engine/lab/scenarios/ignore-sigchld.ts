import { scenario } from '../scenario.ts';
import { errnoOf, returned } from '../stage.ts';

export const ignoreSigchld = scenario({
  id: 'ignore-sigchld',
  group: 'Zombies',
  title: 'SIGCHLD ignored',
  line: 'no zombie ever, and no status',
  story:
    'A parent that ignores SIGCHLD, or asks for SA_NOCLDWAIT, tells the kernel that it wants no statuses. Its children leave nothing behind; wait() blocks until the last has ended, and then has nobody to tell of.',
  expected: {
    ignore: 'With SIG_IGN the child is gone at once, and never was a zombie',
    nocldwait: 'With SA_NOCLDWAIT, too',
    blocks: 'wait() blocked until the child had ended',
    echild: 'and then answered ECHILD, both times',
  },
  otherwise: 'the parent takes both back',
  async play(stage) {
    const parent = await stage.parent();
    const errors: (string | null)[] = [];
    let blocked = true;
    for (const policy of ['ignore', 'nocldwait'] as const) {
      await stage.reaping(parent, policy);
      if (stage.otherwise) await stage.reaping(parent, 'none');
      const child = await stage.fork(parent, { seconds: 2 });
      let undead = false;
      const over = (): boolean => {
        undead ||= stage.isZombie(child);
        return undead || stage.isGone(child);
      };
      await stage.until('the child has ended', over, 3);
      stage.check(policy, !undead, undead ? 'state Z' : 'gone, without state Z');
      if (undead) await stage.waitpid(parent, child);
      const other = await stage.fork(parent, { seconds: 1 });
      const call = await stage.wait(parent);
      errors.push(errnoOf(call) ?? String(returned(call)));
      const ended = stage.calls(other.pid, '_exit')[0];
      blocked &&= ended !== undefined && call.at >= ended.at;
    }
    stage.check('blocks', blocked, blocked ? 'it returned after _exit()' : 'it returned before');
    stage.check(
      'echild',
      errors.every((error) => error === 'ECHILD'),
      errors.join(', '),
    );
    await stage.end(parent);
  },
});
