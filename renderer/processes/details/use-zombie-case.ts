import { useEffect, useState } from 'react';
import type { ZombieCase } from '../../../core/diagnosis-facts.ts';
import type { Result } from '../../../core/result.ts';
import { useModel } from '../../model.ts';
import type { ProcessRow } from '../../store/process-store.ts';

/** The parent may be stopped, traced or gone the next moment. */
const ASK_EVERY_MS = 2_000;

/** What the diagnosis of this zombie rests on, asked again for as long as it is looked at. */
export function useZombieCase(row: ProcessRow): Result<ZombieCase> | null {
  const { acting } = useModel();
  const [answer, setAnswer] = useState<{
    readonly row: ProcessRow;
    readonly said: Result<ZombieCase>;
  } | null>(null);
  useEffect(() => {
    let current = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      const said = await acting.why(row);
      if (!current) return;
      setAnswer({ row, said });
      if (!said.ok && said.error.code === 'not-live') return;
      timer = setTimeout(() => void ask(), ASK_EVERY_MS);
    };
    void ask();
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [acting, row]);
  return answer?.row === row ? answer.said : null;
}
