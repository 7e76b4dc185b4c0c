/**
 * The signals that a person may send, with what each does unless the process decides otherwise.
 * Names and defaults: signal(7). Numbers differ between systems, so only names travel.
 */
export const SIGNALS = {
  SIGTERM: 'asks it to end',
  SIGKILL: 'ends it at once; it cannot refuse or tidy up',
  SIGINT: 'what Ctrl+C sends: asks it to stop what it does',
  SIGHUP: 'its terminal is gone; many services reload their settings',
  SIGQUIT: 'ends it with a core dump',
  SIGSTOP: 'halts it until it is continued; it cannot refuse',
  SIGTSTP: 'what Ctrl+Z sends: asks it to halt',
  SIGCONT: 'continues it after a halt',
  SIGUSR1: 'has the meaning that the program gives it; ends it where it gives none',
  SIGUSR2: 'has the meaning that the program gives it; ends it where it gives none',
  SIGCHLD: 'tells a parent that a child changed state; ignored unless handled',
  SIGABRT: 'ends it with a core dump, as abort() does',
  SIGALRM: 'a timer ran out; ends it unless handled',
  SIGPIPE: 'a pipe lost its reader; ends it unless handled',
  SIGWINCH: 'the terminal changed size; ignored unless handled',
} as const;

export type SignalName = keyof typeof SIGNALS;

export const SIGNAL_NAMES = Object.keys(SIGNALS) as SignalName[];

export const isSignalName = (text: string): text is SignalName => Object.hasOwn(SIGNALS, text);

/** Reads `TERM`, `sigterm` and `SIGTERM` alike. */
export function signalNamed(text: string): SignalName | null {
  const upper = text.toUpperCase();
  const name = upper.startsWith('SIG') ? upper : `SIG${upper}`;
  return isSignalName(name) ? name : null;
}
