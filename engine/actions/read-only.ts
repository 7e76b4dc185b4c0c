import type { ReadOnlyState } from '../../core/actions.ts';
import type { RequestChannel } from '../../core/contract.ts';
import { fail, ok, type Result } from '../../core/result.ts';

/** Says by an environment variable that nothing may act: for a shell, a container or a job as a whole. */
const VARIABLE = 'REAPTREE_READ_ONLY';
const NO = ['', '0', 'no', 'false', 'off'];

/** Whatever else it is set to counts: who misspells a yes wants to be safe. */
export const readOnlyByEnvironment = (env: NodeJS.ProcessEnv = process.env): boolean =>
  !NO.includes((env[VARIABLE] ?? '').trim().toLowerCase());

/** Whether anything may be done to processes at all. Asked right before each act, by everything that acts. */
export class ReadOnlyMode {
  /** From the start, by whoever started it: nobody takes it back while it runs. */
  readonly fixed: boolean;
  #on: boolean;
  #begun = new AbortController();

  constructor({ on, fixed = false }: { readonly on: boolean; readonly fixed?: boolean }) {
    this.fixed = fixed;
    this.#on = on;
    if (on) this.#begun.abort();
  }

  get state(): ReadOnlyState {
    return { on: this.#on, fixed: this.fixed };
  }

  /** Aborted from the moment that the mode is on: what is under way by then goes no further. */
  get begun(): AbortSignal {
    return this.#begun.signal;
  }

  set(on: boolean): Result<ReadOnlyState> {
    if (this.fixed && !on) {
      return fail('refused', `Reaptree was started with --read-only or ${VARIABLE}.`, 'Start it without.');
    }
    if (on) this.#begun.abort();
    else if (this.#on) this.#begun = new AbortController();
    this.#on = on;
    return ok(this.state);
  }

  /** Why nothing may be done; `null` where something may. */
  refusal(): Result<never> | null {
    if (!this.#on) return null;
    return fail(
      'refused',
      'Reaptree is in read-only mode: it looks, and changes nothing.',
      this.fixed
        ? `Start it without --read-only and ${VARIABLE} to act.`
        : 'Switch that off in the settings to act.',
    );
  }
}

/** What only looks. Everything else of the lab begins, ends or steers processes, whatever is added to it. */
const LOOKS: ReadonlySet<RequestChannel> = new Set<RequestChannel>([
  'lab:state',
  'lab:most',
  'lab:scenarios',
]);

/** The refusal of the read-only mode, for requests by which the lab would act; the actions refuse by themselves. */
export const refusedByLab = (channel: RequestChannel, mode: ReadOnlyMode): Result<never> | null =>
  channel.startsWith('lab:') && !LOOKS.has(channel) ? mode.refusal() : null;
