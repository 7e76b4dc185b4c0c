import { counted, visible } from '../../format.ts';
import { MARKS } from '../../marks.ts';
import { STATE_WORDS } from '../../process.ts';
import { FILE_COLUMNS } from '../file-columns.ts';
import { writeJson } from '../json.ts';
import type { Snapshot } from '../snapshot.ts';
import program from './page.js?raw';
import { STYLE } from './page-style.ts';

/**
 * SHA-256 of page.js and of the style in Base64, for the page's content security policy: nothing else may run there,
 * whatever a process calls itself. html.test.ts says what they must be.
 */
export const PROGRAM_HASH = 'sha256-5rToeN3HVWEBDlQjIyZ4c/2LQkC5G7BKRJ8R04/Rzdg=';
export const STYLE_HASH = 'sha256-Xpa0TkNQdTcNw04dzz7DHH7/n79Eb0aRe+HGEX9kiMg=';

const POLICY = [
  "default-src 'none'",
  `script-src '${PROGRAM_HASH}'`,
  `style-src '${STYLE_HASH}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => visible(text).replace(/[&<>"]/g, (one) => ENTITIES[one] ?? one);

/** JSON inside of a script element: no `<` can end it. */
const inScript = (json: string): string => json.replaceAll('<', '\\u003c');

/**
 * The snapshot as one page that works offline and by itself: tree, search, marks, light and dark. It holds the
 * whole snapshot, as JSON in the element `snapshot`.
 */
export function* writeHtml(snapshot: Snapshot): Generator<string> {
  const { host, processes, takenAt, query, redacted } = snapshot;
  const title = escaped(`Processes of ${host.hostname}`);
  const facts = [
    `Snapshot of ${takenAt.slice(0, 19).replace('T', ' ')} UTC, not live`,
    `${host.platform} ${host.release} ${host.arch}`,
    counted(processes.length, 'process', 'processes'),
    ...(query === null ? [] : [`only ${query}`]),
    ...(redacted ? ['redacted'] : []),
  ];
  const words = {
    states: STATE_WORDS,
    marks: MARKS,
    fields: FILE_COLUMNS.map(({ id, title: name }) => [id, name]),
  };
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<header><h1>${title}</h1><p>${facts.map(escaped).join(' · ')}</p></header>
<div class="tools">
<input id="search" type="search" placeholder="Name, command, user or pid" aria-label="Search" autocomplete="off" spellcheck="false">
<span id="marks" class="marks" role="group" aria-label="Only with the mark"></span>
<button id="fold" type="button">Collapse all</button>
<button id="theme" type="button">Light or dark</button>
<span id="count" role="status"></span>
</div>
<div class="columns" aria-hidden="true"><span>Name</span><span class="number">PID</span><span>State</span><span>User</span><span class="number">CPU %</span><span class="number">Memory</span><span>Command</span></div>
<div id="tree" role="tree" tabindex="0" aria-label="Processes"><noscript>This page draws the tree with a script of its own, which is switched off here.</noscript><div id="space" role="presentation"></div></div>
<dl id="facts" aria-label="The selected process"></dl>
<script type="application/json" id="words">${inScript(JSON.stringify(words))}</script>
<script type="application/json" id="snapshot">`;
  for (const chunk of writeJson(snapshot)) yield inScript(chunk);
  yield `</script>
<script>${program}</script>
</body>
</html>
`;
}
