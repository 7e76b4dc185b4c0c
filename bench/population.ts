import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { compile } from './compile.ts';

/** Real processes to look at: every tenth a zombie, the others asleep. They end when we do. */
export async function populate(processes: number): Promise<{ end(): Promise<void> }> {
  const parent = spawn(compile('idle'), [String(processes)], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(parent.stdout, 'data');
  return {
    end: async () => {
      parent.stdin.end();
      await once(parent, 'exit');
    },
  };
}
