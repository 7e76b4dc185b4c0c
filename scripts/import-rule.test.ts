import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const project = fileURLToPath(new URL('..', import.meta.url));

const refused = [
  ['core/tree.ts', 'node:fs'],
  ['core/tree.ts', 'electron'],
  ['core/tree.ts', 'react'],
  ['core/tree.ts', '../engine/collect/source.ts'],
  ['core/snapshot/json.ts', '../../renderer/app.tsx'],
  ['core/tree.ts', '../engine'],
  ['engine/collect/source.ts', 'electron'],
  ['engine/collect/source.ts', 'electron/main'],
  ['engine/collect/source.ts', '../../main/window.ts'],
  ['engine/collect/source.ts', '../../cli/index.ts'],
  ['cli/index.ts', 'electron'],
  ['cli/index.ts', '../main/window.ts'],
  ['main/window.ts', '../renderer/app.tsx'],
  ['main/window.ts', '../cli/index.ts'],
  ['preload/index.ts', '../engine/collect/source.ts'],
  ['preload/index.ts', 'node:fs'],
  ['renderer/app.tsx', '../engine'],
  ['renderer/app.tsx', '../engine/collect/source.ts'],
  ['renderer/tree/row.tsx', '../../main/window.ts'],
  ['renderer/app.tsx', '../preload/index.ts'],
  ['renderer/app.tsx', 'electron'],
  ['renderer/app.tsx', 'node:child_process'],
] as const;

const accepted = [
  ['core/tree.ts', './process.ts'],
  ['core/tree.test.ts', 'node:fs'],
  ['engine/collect/source.ts', '../../core/process.ts'],
  ['engine/collect/source.ts', 'node:fs'],
  ['cli/index.ts', '../engine/collect/source.ts'],
  ['main/window.ts', '../engine/collect/source.ts'],
  ['main/window.ts', 'electron'],
  ['preload/index.ts', '../core/contract.ts'],
  ['preload/index.ts', 'electron'],
  ['renderer/app.tsx', '../core/tree.ts'],
  ['renderer/app.tsx', 'react'],
] as const;

const otherForms = [
  ['core/tree.ts', "export const later = () => import('node:fs');"],
  ['core/tree.ts', "export * from 'node:fs';"],
  ['renderer/app.tsx', "export type { Lab } from '../engine/lab/lab.ts';"],
] as const;

/** A house with the same rules and nothing in it but these imports, each in a file of its own. */
let house: string;
let complaints: string;

const sources = new Map<string, string>();
/** Where a file stands in the test house: in the folder of the one it plays, under a name of its own. */
function place(path: string, source: string) {
  const suffix = path.endsWith('.test.ts') ? '.test.ts' : extname(path);
  const file = `${dirname(path)}/case-${sources.size}${suffix}`;
  sources.set(file, source);
  return file;
}
const load = (module: string) => `import * as loaded from '${module}';\nconsole.log(loaded);\n`;
const refusedCases = refused.map(([path, module]) => [path, module, place(path, load(module))] as const);
const acceptedCases = accepted.map(([path, module]) => [path, module, place(path, load(module))] as const);
const otherCases = otherForms.map(([path, source]) => [path, source, place(path, `${source}\n`)] as const);

beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'reaptree-import-rule-'));
  cpSync(join(project, 'biome.json'), join(house, 'biome.json'));
  for (const [file, source] of sources) {
    mkdirSync(dirname(join(house, file)), { recursive: true });
    writeFileSync(join(house, file), source);
  }
  const biome = join(project, 'node_modules/@biomejs/biome/bin/biome');
  const rule = ['lint', '--only=style/noRestrictedImports', '--vcs-enabled=false'];
  const args = [biome, ...rule, '--reporter=github', '--max-diagnostics=none', '.'];
  complaints = spawnSync(process.execPath, args, { cwd: house, encoding: 'utf8', timeout: 20_000 }).stdout;
});
afterAll(() => rmSync(house, { recursive: true, force: true }));

const isRefused = (file: string) => complaints.includes(`/${file},line=`);

describe('the import rule', () => {
  it.each(refusedCases)('refuses that %s imports %s', (_path, _module, file) => {
    expect(isRefused(file)).toBe(true);
  });

  it.each(otherCases)('refuses in %s: %s', (_path, _source, file) => {
    expect(isRefused(file)).toBe(true);
  });

  it.each(acceptedCases)('accepts that %s imports %s', (_path, _module, file) => {
    expect(isRefused(file)).toBe(false);
  });
});
