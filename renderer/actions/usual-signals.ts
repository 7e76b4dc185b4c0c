import type { SignalName } from '../../core/signals.ts';

/** What is sent most; a menu shows these first. */
export const USUAL_SIGNALS: readonly SignalName[] = [
  'SIGTERM',
  'SIGKILL',
  'SIGSTOP',
  'SIGCONT',
  'SIGHUP',
  'SIGINT',
];
