import { availableParallelism } from 'node:os';
import { scenario } from '../scenario.ts';
import { errnoOf, returned } from '../stage.ts';

/** With as many workers as tasks nobody would get a second one. */
const WORKERS_MOST = 4;

export const startedPool = scenario({
  id: 'started-pool',
  group: 'Together',
  title: 'Pool',
  line: 'five tasks, a worker per CPU',
  story:
    'As many workers as the machine has CPUs (four at most) are started for five tasks of different length: whoever is free gets the next. Then the pool is closed, and joined.',
  expected: {
    most: 'There are never more processes than workers',
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
    const started = stage.calls(parent.pid, 'spawn').length;
    stage.check('most', started === workers, `${started} of ${workers}`);
    const done = stage.sayings().flatMap((text) => {
      const match = /^task (\d+) was done by (\d+)$/.exec(text);
      return match === null ? [] : [{ task: Number(match[1]), pid: Number(match[2]) }];
    });
    const different = new Set(done.map(({ pid }) => pid)).size;
    stage.check(
      'repeat',
      different <= workers && done.length > different,
      `${different} pids for ${done.length} tasks`,
    );
    const tasks = done.map(({ task }) => task).sort();
    stage.check('once', tasks.join() === '1,2,3,4,5', `tasks ${tasks.join(', ')}`);
    const late = stage.calls(parent.pid, 'write').at(-1);
    stage.check('closed', late !== undefined && returned(late) === -1, `${late && errnoOf(late)}`);
    const joined = stage.calls(parent.pid, 'join').filter((call) => returned(call) > 0).length;
    stage.check('join', joined === workers, `${joined} of ${workers}`);
    await stage.end(parent);
  },
});
