/**
 * The place of the next name that begins so, else of one that has it somewhere: from a place on, and from the other
 * end again; -1 where there is none.
 * @param names - in the order in which they are drawn
 * @param from - the first one that is asked
 */
export function placeByName(names: readonly string[], text: string, from: number, step: 1 | -1): number {
  const wanted = text.toLowerCase();
  if (wanted === '') return -1;
  const find = (fits: (name: string) => boolean): number => {
    for (let tried = 0; tried < names.length; tried += 1) {
      const place = (((from + step * tried) % names.length) + names.length) % names.length;
      if (fits(names[place]?.toLowerCase() ?? '')) return place;
    }
    return -1;
  };
  const begins = find((name) => name.startsWith(wanted));
  return begins === -1 ? find((name) => name.includes(wanted)) : begins;
}
