import { CONNECTIVES, type Field } from './names.ts';
import { tokensOf } from './tokens.ts';

/** So that it is read as one value, whatever is in it. */
export const inQuotes = (value: string): string => `"${value.replace(/["\\]/g, '\\$&')}"`;

/** As a value is written behind the operator of a field, with or without a space: in quotes only where it needs them. */
export const writtenValue = (value: string): string =>
  value === '' || /[\s()|",:=<>]|&&/.test(value) || CONNECTIVES.has(value.toLowerCase())
    ? inQuotes(value)
    : value;

/** The same query with other values of its fields, for what must not tell whom it asked for; all else stays. */
export function withValues(text: string, instead: (field: Field, value: string) => string): string {
  let written = '';
  let at = 0;
  for (const token of tokensOf(text)) {
    if (token.kind !== 'term' || token.field === null) continue;
    const { field, value, valueAt, quotes } = token;
    const values = quotes === 'none' ? value.split(',') : [value];
    const others = values.map((one) => instead(field, one));
    if (others.every((other, index) => other === values[index])) continue;
    written += text.slice(at, valueAt.from) + others.map(writtenValue).join(',');
    at = valueAt.to;
  }
  return written + text.slice(at);
}
