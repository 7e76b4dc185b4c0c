import { Toast } from '@base-ui/react/toast';
import type { Failure } from '../../core/result.ts';

const SHOWN_MS = 6_000;

/** What is to be told without asking for anything: what was done goes by itself, what failed stays until read. */
export class Notices {
  readonly manager = Toast.createToastManager();

  done(title: string, description?: string): void {
    this.manager.add({ title, description, type: 'done', timeout: SHOWN_MS });
  }

  failed(title: string, failure: Failure): void {
    const description = [failure.message, failure.hint].filter(Boolean).join(' ');
    this.manager.add({ title, description, type: 'failed', timeout: 0, priority: 'high' });
  }
}
