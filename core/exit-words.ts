import type { Exit } from './process.ts';

/** `exit 3`, `SIGKILL`. */
export const exitWords = (exit: Exit): string => ('code' in exit ? `exit ${exit.code}` : exit.signal);
