import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { hostileSnapshot } from '../testing.ts';
import { PROGRAM_HASH, STYLE_HASH, writeHtml } from './html.ts';
import { STYLE } from './page-style.ts';

const page = [...writeHtml(hostileSnapshot())].join('');
const hash = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
const file = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8');

it('names the very program and style that it holds', () => {
  expect(PROGRAM_HASH).toBe(hash(file('page.js')));
  expect(STYLE_HASH).toBe(hash(STYLE));
  expect(page).toContain(`<script>${file('page.js')}</script>`);
  expect(page).toContain(`<style>${STYLE}</style>`);
});

it('holds three scripts whatever the names are, and nothing from elsewhere', () => {
  expect(page.match(/<script/g)).toHaveLength(3);
  expect(page.match(/<\/script>/g)).toHaveLength(3);
  expect(page).not.toMatch(/<img|<!--|\s(?:src|href|on\w+)=["'h]/i);
  expect(page).not.toMatch(/https?:/);
  expect(page).toContain("default-src 'none'");
  expect(page).not.toContain('unsafe');
});

it('holds the snapshot whole', () => {
  const json = /<script type="application\/json" id="snapshot">([\s\S]*?)<\/script>/.exec(page)?.[1];
  expect(JSON.parse(json ?? '')).toEqual(JSON.parse(JSON.stringify(hostileSnapshot())));
});
