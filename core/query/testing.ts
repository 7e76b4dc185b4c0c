import fc from 'fast-check';

/** Whatever somebody might type: mostly what looks like a query, and all else as well. */
export const anyText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          'not',
          'or',
          'and',
          '(',
          ')',
          '!',
          '-',
          '||',
          '|',
          '&&',
          '"',
          '\\',
          '\\"',
          ' ',
          ' ',
          '\t',
          ',',
          ':',
        ],
        ...[
          'cpu>',
          'cpu',
          'mem',
          'age<',
          'state:',
          'state!=',
          'mark:',
          'pid:',
          'under:',
          'user:',
          'foo:',
          '=',
        ],
        ...['<', '>', '>=', '!=', '5', '5m', '42', '42@17', 'M', 'zombie', 'z', 'own', 'weather', 'http://x'],
      ),
      fc.string(),
    ),
    { maxLength: 9 },
  )
  .map((pieces) => pieces.join(''));
