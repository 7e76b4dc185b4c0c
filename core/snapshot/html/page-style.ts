/** The looks of an exported page. A text of its own, as its hash stands in the page's policy. */
export const STYLE = `:root {
  color-scheme: light dark;
  --ground: #ffffff;
  --raised: #f4f4f5;
  --line: #d9d9de;
  --ink: #18181b;
  --soft: #5b5b66;
  --bad: #b91c1c;
  --warn: #8a5a00;
  --calm: #2f4fc7;
  --pick: #e3eafe;
}
@media (prefers-color-scheme: dark) {
  :root:not([data-theme="light"]) {
    --ground: #131316;
    --raised: #1d1d22;
    --line: #34343c;
    --ink: #ececf1;
    --soft: #a3a3b0;
    --bad: #ff8f8f;
    --warn: #e9be62;
    --calm: #9fb4ff;
    --pick: #26304f;
  }
}
:root[data-theme="light"] {
  color-scheme: light;
}
:root[data-theme="dark"] {
  color-scheme: dark;
  --ground: #131316;
  --raised: #1d1d22;
  --line: #34343c;
  --ink: #ececf1;
  --soft: #a3a3b0;
  --bad: #ff8f8f;
  --warn: #e9be62;
  --calm: #9fb4ff;
  --pick: #26304f;
}
* {
  box-sizing: border-box;
}
html,
body {
  height: 100%;
  margin: 0;
}
body {
  display: grid;
  grid-template-rows: auto auto auto 1fr auto;
  background: var(--ground);
  color: var(--ink);
  font:
    14px / 1.4 system-ui,
    sans-serif;
}
header {
  display: flex;
  flex-wrap: wrap;
  gap: 4px 16px;
  align-items: baseline;
  padding: 12px 16px 4px;
}
h1 {
  margin: 0;
  font-size: 17px;
}
header p {
  margin: 0;
  color: var(--soft);
}
.tools {
  display: flex;
  flex-wrap: wrap;
  gap: 8px;
  align-items: center;
  padding: 8px 16px;
}
input,
button {
  height: 32px;
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--raised);
  color: inherit;
  font: inherit;
}
input {
  flex: 1 1 200px;
  min-width: 0;
  max-width: 480px;
  padding: 0 10px;
}
button {
  padding: 0 12px;
  cursor: pointer;
}
button[aria-pressed="true"] {
  border-color: var(--calm);
  background: var(--pick);
}
:focus-visible {
  outline: 2px solid var(--calm);
  outline-offset: 1px;
}
.columns,
.row {
  display: grid;
  grid-template-columns: minmax(240px, 1.6fr) 80px 110px 90px 70px 80px minmax(0, 1.8fr);
  gap: 0 12px;
  padding: 0 16px;
}
.columns {
  overflow: hidden;
  scrollbar-gutter: stable;
  border-bottom: 1px solid var(--line);
  color: var(--soft);
  font-size: 12px;
  line-height: 24px;
}
.number {
  text-align: right;
  font-variant-numeric: tabular-nums;
}
#tree {
  position: relative;
  overflow: auto;
  scrollbar-gutter: stable;
}
.row {
  position: absolute;
  right: 0;
  left: 0;
  height: 24px;
  line-height: 24px;
  cursor: default;
}
.row > span {
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: pre;
}
.row:hover {
  background: var(--raised);
}
.row[aria-selected="true"] {
  background: var(--pick);
}
.row.dimmed {
  color: var(--soft);
}
.row > .name {
  display: flex;
  align-items: center;
}
.row .called {
  overflow: hidden;
  text-overflow: ellipsis;
}
.row .fold {
  flex: none;
  width: 16px;
  color: var(--soft);
  text-align: center;
}
.row .command {
  color: var(--soft);
  font-family: ui-monospace, monospace;
  font-size: 12px;
}
.marks {
  display: flex;
  flex-wrap: wrap;
  gap: 8px;
}
.mark {
  flex: none;
  margin-left: 6px;
  padding: 0 6px;
  border: 1px solid currentColor;
  border-radius: 9px;
  font-size: 11px;
  line-height: 16px;
  color: var(--calm);
}
.mark.zombie,
.mark.leader-exited {
  color: var(--bad);
}
.mark.orphan,
.mark.uninterruptible {
  color: var(--warn);
}
#facts {
  max-height: 34vh;
  overflow: auto;
  margin: 0;
  padding: 10px 16px;
  border-top: 1px solid var(--line);
  background: var(--raised);
  display: grid;
  grid-template-columns: max-content minmax(0, 1fr);
  gap: 2px 16px;
}
#facts:empty {
  display: none;
}
#facts dt {
  color: var(--soft);
}
#facts dd {
  margin: 0;
  overflow-wrap: anywhere;
}
@media (max-width: 720px) {
  .columns,
  .row {
    grid-template-columns: minmax(0, 1fr) 70px 90px;
  }
  .columns > :nth-child(n + 4),
  .row > :nth-child(n + 4) {
    display: none;
  }
}
`;
