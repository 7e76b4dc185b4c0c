import { FIELDS_GUIDE, type GuideLine, LANGUAGE_GUIDE, VALUES_GUIDE } from '../core/query/guide.ts';

export interface QueryChapter {
  readonly title: string;
  readonly lines: readonly GuideLine[];
}

/** The language of --query, for the help, the manual page and docs/cli.md. */
export const QUERY_CHAPTERS: readonly QueryChapter[] = [
  { title: 'Queries', lines: LANGUAGE_GUIDE },
  { title: 'Fields', lines: FIELDS_GUIDE },
  { title: 'Values', lines: VALUES_GUIDE },
];

export const QUERY_ASKER =
  'Words and command: never find the reaptree that asks, nor what it was called through, as every word of the question stands in their command lines. With mark:own or its pid: they do.';

const LEFT = 24;
const RIGHT = 54;

function* wrapped(text: string, width: number): Generator<string> {
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      yield line;
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  yield line;
}

/** As it stands below the help of the whole program. */
export function queriesHelp(): string {
  const chapters = QUERY_CHAPTERS.map(({ title, lines }) => {
    const told = lines.flatMap(({ writing, about }) =>
      [...wrapped(about, RIGHT)].map(
        (line, index) => `  ${(index === 0 ? writing : '').padEnd(LEFT)}${line}`,
      ),
    );
    return [`${title}:`, ...told].join('\n');
  });
  return `\n${[...chapters, [...wrapped(QUERY_ASKER, LEFT + RIGHT)].join('\n')].join('\n\n')}`;
}
