import { availableParallelism } from 'node:os';
import { scenario } from '../scenario.ts';
import { errnoOf, returned } from '../stage.ts';

const TASKS = 5;
/** With as many workers as tasks nobody would get a second one. */
const WORKERS_MOST = 4;

export const pool = scenario({
  id: 'pool',
  group: 'Together',
  title: 'Pool',
  line: 'five tasks, a worker per CPU',
  story:
    'As many workers as the machine has CPUs (four at most) read five tasks of different length from one pipe: whoever is free takes the next. Then the pool is closed, and joined.',
  expected: {
    most: 'There are never more children than workers',
    repeat: 'Worker pids repeat over the tasks',
    once: 'Each task was done once, none was lost',
    closed: 'After the close nothing is accepted',
    join: 'The join waited for all workers',
  },
  otherwise: null,
  async play(stage) {
    const workers = Math.min(WORKERS_MOST, availableParallelism());
    const parent = await stage.parent();
    await stage.play(parent, 'pool', workers);
    const children = stage.children.filter((one) => one.by === parent.pid);
    stage.check('most', children.length === workers, `${children.length} of ${workers}`);
    const done = stage
      .sayings(parent.pid)
      .flatMap((text) => /^task (\d+) was done by (\d+)$/.exec(text)?.slice(1, 3).map(Number) ?? []);
    const tasks = done.filter((_, index) => index % 2 === 0).sort();
    const pids = done.filter((_, index) => index % 2 === 1);
    const different = new Set(pids).size;
    stage.check(
      'repeat',
      different <= workers && pids.length > different,
      `${different} pids for ${pids.length} tasks`,
    );
    const taken = stage.lines.filter(
      (call) =>
        call.role === 'child' && call.outcome.kind === 'said' && /^task \d+ takes/.test(call.outcome.text),
    ).length;
    stage.check('once', tasks.join() === '1,2,3,4,5' && taken === TASKS, `tasks ${tasks.join(', ')}`);
    const late = stage.calls(parent.pid, 'write').at(-1);
    stage.check('closed', late !== undefined && returned(late) === -1, `${late && errnoOf(late)}`);
    const joined = stage.calls(parent.pid, 'waitpid').filter((call) => returned(call) > 0).length;
    stage.check('join', joined === workers && children.every(stage.isGone), `${joined} of ${workers}`);
    await stage.end(parent);
  },
});
