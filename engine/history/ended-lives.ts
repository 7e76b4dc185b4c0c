import type { Life } from '../../core/history.ts';
import { HISTORY } from '../../core/limits.ts';

/** So many are packed together: the more, the smaller each, and the longer it takes to look one up. */
const TOGETHER = 512;
/** Of zlib: as fast as the fastest, and nearly as small as the usual. An eighth of the size, 40 bytes a life. */
const LEVEL = 3;

interface Pack {
  /** Whose they are, in their order: what is asked for is looked for here first. */
  readonly pids: Uint32Array;
  readonly data: Buffer;
  /** When the last of them was gone. */
  readonly to: number;
}

/** Loaded when there is something to pack: the start of the app does not wait for it. */
const zlib = () => process.getBuiltinModule('node:zlib');

const bytesOf = ({ pids, data }: Pack): number => pids.byteLength + data.length;

/**
 * The lives that are over. They come by the hundred each second where something is built, so all but the latest are
 * packed; the earliest are dropped once they take more than their room.
 */
export class EndedLives {
  readonly #room: number;
  #open: Life[] = [];
  /** The earliest first. */
  readonly #packs: Pack[] = [];
  #bytes = 0;
  #since: number | null = null;
  /** Asked for again with each sample, for as long as somebody looks at it. */
  #found: { readonly pid: number; readonly lives: readonly Life[] } | null = null;

  constructor(room: number = HISTORY.livesBytes) {
    this.#room = room;
  }

  /** Whatever ended later is kept; `null` while nothing was dropped. */
  get since(): number | null {
    return this.#since;
  }

  /** What the packed ones take. */
  get bytes(): number {
    return this.#bytes;
  }

  add(life: Life): void {
    this.#open.push(life);
    if (this.#open.length === TOGETHER) this.#pack();
  }

  /** The lives of a pid, the latest first. */
  of(pid: number): Life[] {
    return [...this.#open.filter((life) => life.pid === pid).reverse(), ...this.#packed(pid)];
  }

  /** As many as are ever told at once. */
  #packed(pid: number): readonly Life[] {
    if (this.#found?.pid === pid) return this.#found.lives;
    const lives: Life[] = [];
    for (let at = this.#packs.length - 1; at >= 0 && lives.length < HISTORY.livesAtOnce; at -= 1) {
      const pack = this.#packs[at];
      if (pack?.pids.includes(pid)) {
        lives.push(
          ...livesIn(pack)
            .filter((life) => life.pid === pid)
            .reverse(),
        );
      }
    }
    this.#found = { pid, lives };
    return lives;
  }

  #pack(): void {
    const lives = this.#open;
    this.#open = [];
    this.#found = null;
    const pack: Pack = {
      pids: Uint32Array.from(lives, ({ pid }) => pid),
      data: zlib().deflateRawSync(JSON.stringify(lives), { level: LEVEL }),
      to: lives.at(-1)?.goneAt ?? 0,
    };
    this.#packs.push(pack);
    this.#bytes += bytesOf(pack);
    while (this.#bytes > this.#room) {
      const dropped = this.#packs.shift();
      if (dropped === undefined) return;
      this.#bytes -= bytesOf(dropped);
      this.#since = dropped.to;
    }
  }
}

const livesIn = ({ data }: Pack): Life[] => JSON.parse(zlib().inflateRawSync(data).toString()) as Life[];
