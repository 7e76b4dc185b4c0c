import { counted, visible } from '../format.ts';
import { inTreeOrder } from './forest.ts';
import type { Snapshot, SnapshotProcess } from './snapshot.ts';

/** In pixels. */
const ROW = 22;
const STEP = 18;
const TOP = 44;
const LEFT = 16;
/** Farther to the right nobody looks: what is deeper stays in this column, with its depth beside it. */
const DEEPEST = 60;
const NAME_MOST = 64;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** XML 1.0 knows no U+FFFE and U+FFFF; `visible` has seen to the other characters that it does not know. */
const escaped = (text: string): string =>
  visible(text)
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"]/g, (one) => ENTITIES[one] ?? one);

const STYLE = `svg{background:#fff;font:13px system-ui,sans-serif}text{fill:#18181b}.soft{fill:#5b5b66}path{fill:none;stroke:#b8b8c2}circle{fill:#8a8a96}.zombie,.leader-exited{fill:#c81e1e}.orphan{fill:#b7791f}.stopped{fill:#3b5bdb}@media(prefers-color-scheme:dark){svg{background:#131316}text{fill:#ececf1}.soft{fill:#a3a3b0}path{stroke:#4a4a55}.zombie,.leader-exited{fill:#ff8f8f}.orphan{fill:#e9be62}.stopped{fill:#9fb4ff}}`;

const COLOURED = ['zombie', 'leader-exited', 'orphan', 'stopped'];

const short = (text: string): string => {
  const characters = [...visible(text)];
  return characters.length <= NAME_MOST ? text : `${characters.slice(0, NAME_MOST - 1).join('')}…`;
};

function row(process: SnapshotProcess, depth: number, x: number, y: number): string {
  const mark = process.marks.find((one) => COLOURED.includes(one));
  const colour = mark === undefined ? '' : ` class="${mark}"`;
  const deeper = depth > DEEPEST ? ` <tspan class="soft">level ${depth + 1}</tspan>` : '';
  const marks = process.marks.length === 0 ? '' : ` <tspan${colour}>${process.marks.join(', ')}</tspan>`;
  return `<circle cx="${x}" cy="${y}" r="4"${colour}/><text x="${x + 10}" y="${y + 4}">${escaped(short(process.name))} <tspan class="soft">${process.pid}</tspan>${marks}${deeper}<title>${escaped(process.command === '' ? process.name : process.command)}</title></text>\n`;
}

/** The snapshot as a picture: the tree from the top down, a line a process, without any script. */
export function* writeSvg(snapshot: Snapshot): Generator<string> {
  const placed = [...inTreeOrder(snapshot.processes)];
  const deepest = placed.reduce((most, { depth }) => Math.max(most, Math.min(depth, DEEPEST)), 0);
  const longest = placed.reduce((most, { process }) => Math.max(most, [...visible(process.name)].length), 20);
  const width = Math.max(480, LEFT * 2 + deepest * STEP + Math.min(longest, NAME_MOST) * 8 + 240);
  const height = TOP + placed.length * ROW + 12;
  const heading = `${snapshot.host.hostname}, ${snapshot.takenAt.slice(0, 19).replace('T', ' ')} UTC, ${counted(placed.length, 'process', 'processes')}`;
  yield `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">\n`;
  yield `<title>Processes of ${escaped(heading)}</title>\n<style>${STYLE}</style>\n`;
  yield `<text x="${LEFT}" y="24" class="soft">${escaped(heading)}</text>\n`;
  /** The row of the last process that stands on each level: where a line to its next sibling begins. */
  const rowOfLevel: number[] = [];
  for (const [index, { process, depth }] of placed.entries()) {
    const level = Math.min(depth, DEEPEST);
    const x = LEFT + level * STEP;
    const y = TOP + index * ROW;
    if (depth > 0 && depth <= DEEPEST) {
      const from = TOP + (rowOfLevel[level] ?? rowOfLevel[level - 1] ?? index) * ROW;
      yield `<path d="M${x - STEP} ${from + 5}V${y}H${x - 5}"/>\n`;
    }
    rowOfLevel.length = level;
    rowOfLevel[level] = index;
    yield row(process, depth, x, y);
  }
  yield '</svg>\n';
}
