import type { Limit } from '../../core/inspection.ts';
import { textOf } from './proc-files.ts';
import type { Subject } from './subject.ts';

const LINE = /^(Max .+?)\s{2,}(\S+)\s+(\S+)(?:\s+(\S+))?\s*$/;

const bound = (text: string | undefined): number | null =>
  text === undefined || text === 'unlimited' ? null : Number(text);

export const parseLimits = (text: string): Limit[] =>
  text.split('\n').flatMap((line) => {
    const [, name, soft, hard, unit = ''] = LINE.exec(line) ?? [];
    if (name === undefined) return [];
    const plain = name.slice('Max '.length);
    return {
      name: plain.charAt(0).toUpperCase() + plain.slice(1),
      soft: bound(soft),
      hard: bound(hard),
      unit,
    };
  });

export const limitsOf = async ({ folder }: Subject): Promise<readonly Limit[]> =>
  parseLimits(await textOf(folder, 'limits'));
