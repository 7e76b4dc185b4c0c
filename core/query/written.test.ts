import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseQuery } from '../query.ts';
import { anyText } from './testing.ts';
import { inQuotes, withValues, writtenValue } from './written.ts';

const valuesOf = (text: string): string[] => {
  const query = parseQuery(text);
  return query.ok ? query.value.terms.map(({ value }) => value) : [];
};

it('is read as what was written', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('or', 'Not', 'cpu>5')), (value) => {
      expect(valuesOf(inQuotes(value))).toEqual([value]);
      expect(valuesOf(`user:${writtenValue(value)}`)).toEqual([value]);
      expect(valuesOf(`name != ${writtenValue(value)} or x`)).toEqual([value, 'x']);
    }),
  );
});

it('puts in quotes only what needs them', () => {
  expect(['li', 'www data', 'we"ird', 'a,b', '(', 'a|b', 'DOMAIN\\li'].map(writtenValue)).toEqual([
    'li',
    '"www data"',
    '"we\\"ird"',
    '"a,b"',
    '"("',
    '"a|b"',
    'DOMAIN\\li',
  ]);
});

it('changes values and nothing else', () => {
  const changed = (text: string) =>
    withValues(text, (field, value) => (field === 'user' ? `new ${value}` : value));
  expect(changed('weather  user:li or (user != "we\\"ird" cpu > 5)')).toBe(
    'weather  user:"new li" or (user != "new we\\"ird" cpu > 5)',
  );
  fc.assert(
    fc.property(anyText, (text) => {
      expect(withValues(text, (_field, value) => value)).toBe(text);
    }),
  );
});
