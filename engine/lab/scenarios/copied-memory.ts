import { intAt } from '../kernel-view.ts';
import { scenario } from '../scenario.ts';

const told = /^counter is (-?\d+) at address (0x[0-9a-f]+)$/;

export const copiedMemory = scenario({
  id: 'copied-memory',
  group: 'First steps',
  title: 'A copy of memory',
  line: '10 here, 9 there',
  story:
    'A counter is 10. The child takes one away. Both have it at the very same address, but each has a memory of its own: the parent still reads 10.',
  expected: {
    child: 'The child reads 9',
    parent: 'The parent, later, still reads 10',
    address: 'Both mean the same address',
    kernel: 'The kernel has 9 in the child’s memory and 10 in the parent’s, at that address',
  },
  otherwise: null,
  async play(stage) {
    const parent = await stage.parent();
    let seen: readonly [number | null, number | null] | null = null;
    const playing = stage.play(parent, 'copy');
    await stage.until(
      'the child has counted',
      () => {
        const child = stage.children.find((one) => one.by === parent.pid);
        const match = child === undefined ? null : told.exec(stage.sayings(child.pid)[0] ?? '');
        if (child === undefined || match === null) return false;
        const address = Number(match[2]);
        seen ??= [intAt(child.pid, address), intAt(parent.pid, address)];
        return true;
      },
      3600,
    );
    await playing;
    const words = (pid: number): (readonly [string, string])[] =>
      stage.sayings(pid).flatMap((text) => {
        const match = told.exec(text);
        return match === null ? [] : [[match[1] ?? '', match[2] ?? ''] as const];
      });
    const child = stage.children.find((one) => one.by === parent.pid);
    const inChild = words(child?.pid ?? 0).at(-1);
    const inParent = words(parent.pid).at(-1);
    stage.check('child', inChild?.[0] === '9', inChild?.[0] ?? 'nothing');
    stage.check('parent', inParent?.[0] === '10', inParent?.[0] ?? 'nothing');
    stage.check('address', inChild?.[1] === inParent?.[1], `${inChild?.[1]} and ${inParent?.[1]}`);
    const [here, there] = seen ?? [null, null];
    const unread = here === null || there === null;
    stage.check(
      'kernel',
      unread ? inChild?.[0] === '9' && inParent?.[0] === '10' : here === 9 && there === 10,
      unread
        ? 'it could not be looked at; this is what they said'
        : `${here} in the child, ${there} in the parent`,
    );
    await stage.end(parent);
  },
});
