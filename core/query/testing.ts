import fc from 'fast-check';

const SIGNS = 'not or and ( ) ! - || | && " \\ \\" , : = < > >= !='.split(' ');
const HEADS = 'cpu> cpu mem age< state: state!= mark: pid: under: user: foo:'.split(' ');
const VALUES = '5 5m 42 42@17 M zombie z own weather http://x'.split(' ');

/** Whatever somebody might type: mostly what looks like a query, and all else as well. */
export const anyText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(' ', ' ', '\t', ...SIGNS, ...HEADS, ...VALUES), fc.string()), {
    maxLength: 9,
  })
  .map((pieces) => pieces.join(''));
