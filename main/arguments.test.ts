import { expect, it } from 'vitest';
import { readArguments } from './arguments.ts';

const read = (appPath: string | null, ...argv: string[]) => {
  const answer = readArguments(argv, appPath, '/home/kim');
  return answer.ok ? answer.value.file : answer.error.message;
};

it('takes what is named after the app itself for a snapshot', () => {
  expect(read(null)).toBeNull();
  expect(read(null, '--no-sandbox', 'before.json')).toBe('/home/kim/before.json');
  expect(read('/src/reaptree', '-r', '/loader.js', '/src/reaptree')).toBeNull();
  expect(read('/src/reaptree', '/src/reaptree', '--interval=2', '/tmp/before.json')).toBe('/tmp/before.json');
  expect(read(null, '--smoke-test', 'tree.png')).toBeNull();
  expect(read(null, 'a.json', 'b.json')).toMatch(/Only one/);
});
