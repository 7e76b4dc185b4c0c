import { expect, test } from 'vitest';
import { ttyName } from './tty.ts';

/** makedev(3) as the kernel packs it into `stat`: new_encode_dev() of include/linux/kdev_t.h. */
const device = (major: number, minor: number) => (minor & 0xff) | (major << 8) | ((minor & ~0xff) << 12);

test('names terminals as ps does', () => {
  expect(ttyName(0)).toBeNull();
  expect(ttyName(device(136, 3))).toBe('pts/3');
  expect(ttyName(device(136, 300))).toBe('pts/300');
  expect(ttyName(device(4, 1))).toBe('tty1');
  expect(ttyName(device(4, 64))).toBe('ttyS0');
  expect(ttyName(device(5, 1))).toBe('console');
  expect(ttyName(device(250, 9))).toBe('250:9');
});
