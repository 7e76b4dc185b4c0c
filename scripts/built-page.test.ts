import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';

const folder = resolve('out/renderer');
beforeAll(() => {
  if (!existsSync(folder)) throw new Error('Build first: npm run build');
});

test('the fonts of the first tree are asked for with the page', () => {
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const asked = [...html.matchAll(/<link rel="preload" as="font"[^>]* href="([^"]+)"/g)].map(
    ([, href]) => href ?? '',
  );
  expect(asked.map((href) => basename(href).replace(/-wght.*/, '')).sort()).toEqual([
    'inter-latin',
    'jetbrains-mono-latin',
  ]);
  for (const href of asked) expect(existsSync(join(folder, href))).toBe(true);
});

test('the scripts of the first tree, and no others, are compiled as a whole', () => {
  const scripts = readdirSync(join(folder, 'assets')).filter((name) => name.endsWith('.js'));
  const whole = scripts.filter((name) =>
    readFileSync(join(folder, 'assets', name), 'utf8').startsWith('//# allFunctionsCalledOnLoad\n'),
  );
  expect(whole.map((name) => name.split('-')[0]).sort()).toEqual(['index', 'shared']);
});
