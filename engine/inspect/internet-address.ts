/** `0100007F:0050` as `127.0.0.1:80`: words of four bytes, each in the order of this machine. */
export function addressOf(hex: string): string {
  const [digits = '', port = '0'] = hex.split(':');
  const bytes: number[] = [];
  for (let word = 0; word < digits.length; word += 8) {
    for (let byte = 6; byte >= 0; byte -= 2) {
      bytes.push(Number.parseInt(digits.slice(word + byte, word + byte + 2), 16));
    }
  }
  const number = Number.parseInt(port, 16);
  const shown = number === 0 ? '*' : String(number);
  if (bytes.length === 4) return `${bytes.join('.')}:${shown}`;
  const mapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;
  if (mapped) return `${bytes.slice(12).join('.')}:${shown}`;
  return `[${shortened(bytes)}]:${shown}`;
}

/** The longest run of zeros left out, as everybody writes it. */
function shortened(bytes: readonly number[]): string {
  const groups = Array.from({ length: 8 }, (_, at) =>
    (((bytes[2 * at] ?? 0) << 8) | (bytes[2 * at + 1] ?? 0)).toString(16),
  );
  const longest = groups
    .join(':')
    .match(/(?:^|:)0(?::0)+(?=:|$)/g)
    ?.sort((a, b) => b.length - a.length)[0];
  const text = groups.join(':');
  return longest === undefined
    ? text
    : text
        .replace(longest, ':')
        .replace(/^:(?!:)/, '::')
        .replace(/([^:]):$/, '$1::');
}
