import { scenario } from '../scenario.ts';

const WAYS = ['file', 'pipe', 'socket', 'signal', 'semaphore', 'memory'] as const;
const VALUE = 7;

export const talk = scenario({
  id: 'talk',
  group: 'Together',
  title: 'How they talk',
  line: 'one value, six ways',
  story:
    'After a fork, parent and child share no memory. A child hands the number 7 to its parent in six ways: through a file, a pipe, a socket, a signal that carries it, a semaphore that it raises seven times, and memory that both have mapped.',
  expected: {
    file: 'It arrives through a file',
    pipe: 'through a pipe',
    socket: 'through a socket',
    signal: 'with a signal',
    semaphore: 'as the count of a semaphore',
    memory: 'in shared memory',
  },
  otherwise: null,
  async play(stage) {
    const parent = await stage.parent();
    await stage.play(parent, 'talk', VALUE);
    const said = stage.sayings(parent.pid);
    for (const way of WAYS) {
      const value = said.find((text) => text.startsWith(`by ${way}: `))?.split(': ')[1];
      stage.check(way, value === String(VALUE), value ?? 'nothing came');
    }
    await stage.end(parent);
  },
});
