/** The answer of everything that may fail in an ordinary way; nothing across a boundary throws. */
export type Result<T, E = Failure> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

/**
 * What went wrong, in words for the person at the screen.
 * `message` says what happened, `hint` what to do about it.
 */
export interface Failure {
  readonly code: FailureCode;
  readonly message: string;
  readonly hint?: string;
}

export type FailureCode =
  | 'gone' // the process with that key no longer exists
  | 'none' // it has no such thing: nothing went wrong
  | 'not-permitted'
  | 'refused' // we will not do that (our own process, pid 1, …)
  | 'invalid'
  | 'not-live' // it needs the machine as it is, and this window shows something kept
  | 'unavailable' // a part of the system or of Reaptree is missing
  | 'io'
  | 'cancelled';

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });

export const fail = (code: FailureCode, message: string, hint?: string): Result<never> => ({
  ok: false,
  error: hint === undefined ? { code, message } : { code, message, hint },
});
