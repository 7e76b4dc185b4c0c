import type { SourceName } from '../../core/process.ts';
import { thisHost } from './host.ts';
import { ProcfsSource } from './procfs/procfs-source.ts';
import { PsListSource } from './ps/ps-list-source.ts';
import type { FirstLook, ProcessSource } from './source.ts';

/** What can be asked for by name. */
export const SOURCE_CHOICES = ['procfs', 'ps-list'] as const satisfies readonly SourceName[];
export type SourceChoice = (typeof SOURCE_CHOICES)[number];

export const isSourceChoice = (name: string): name is SourceChoice =>
  (SOURCE_CHOICES as readonly string[]).includes(name);

/** The best source that this system has. */
export const usualSource = (): SourceChoice => (process.platform === 'linux' ? 'procfs' : 'ps-list');

export const openSource = (choice: SourceChoice, firstLook: FirstLook = 'whole'): ProcessSource =>
  choice === 'procfs' ? new ProcfsSource(thisHost(), firstLook) : new PsListSource(thisHost());
