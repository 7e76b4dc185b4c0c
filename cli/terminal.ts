import type { WriteStream } from 'node:tty';

type Environment = Readonly<Record<string, string | undefined>>;

/** What the place that we write to can show. */
export interface Terminal {
  readonly colour: boolean;
  /** Lines and dots that are no ASCII. */
  readonly unicode: boolean;
  /** In cells; a line may be as long as it likes where nobody says. */
  readonly width: number;
}

/** `NO_COLOR` as no-color.org has it, and `COLUMNS` as POSIX has it. */
export function terminalOf(stream: Pick<WriteStream, 'isTTY' | 'columns'>, env: Environment): Terminal {
  const isTerminal = stream.isTTY === true && env.TERM !== 'dumb';
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  const columns = Number(env.COLUMNS);
  const told = Number.isInteger(columns) && columns > 0 ? columns : null;
  return {
    colour: isTerminal && !env.NO_COLOR,
    unicode: isTerminal && (/utf-?8/i.test(locale) || process.platform === 'darwin'),
    width: told ?? (stream.isTTY === true && stream.columns > 0 ? stream.columns : Number.POSITIVE_INFINITY),
  };
}

export const standardOutput = (): Terminal => terminalOf(process.stdout, process.env);

/** Select Graphic Rendition, ECMA-48. */
const CODES = { red: 31, green: 32, yellow: 33, blue: 34, dim: 2, bold: 1 } as const;
export type Paint = keyof typeof CODES;

export const painted = (text: string, paint: Paint | null, { colour }: Terminal): string =>
  colour && paint !== null && text !== '' ? `\u001b[${CODES[paint]}m${text}\u001b[0m` : text;
