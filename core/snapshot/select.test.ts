import { expect, it } from 'vitest';
import { parseQuery } from '../query.ts';
import { type Selection, select } from './select.ts';
import { aProcess, aSnapshot } from './testing.ts';

const snapshot = aSnapshot([
  aProcess(1, { ppid: 0, name: 'init', uid: 0, user: 'root' }),
  aProcess(2, { ppid: 1, name: 'bash' }),
  aProcess(3, { ppid: 2, name: 'make', startedAt: '2026-11-20T07:59:00.000Z' }),
  aProcess(4, { ppid: 3, name: 'cc', marks: ['zombie'], state: 'Z' }),
  aProcess(5, { ppid: 1, name: 'sshd' }),
]);

const pids = (selection: Selection & { readonly text?: string }) => {
  const query = parseQuery(selection.text ?? '');
  if (!query.ok) throw new Error(query.error.message);
  const part = select(snapshot, { ...selection, query: query.value });
  return part.ok ? part.value.processes.map(({ pid }) => pid) : part.error.message;
};

it.each([
  [{}, [1, 2, 3, 4, 5]],
  [{ text: 'mark:zombie' }, [4]],
  [{ text: 'mark:zombie', ancestors: true }, [1, 2, 3, 4]],
  [{ root: 3 }, [3, 4]],
  [{ root: 3, text: 'make' }, [3]],
  [{ root: 3, text: 'sshd' }, []],
  [{ root: 99 }, 'There is no process 99.'],
  [{ keys: new Set(['5@50'] as const) }, [5]],
  [{ text: 'under:2' }, [3, 4]],
  [{ text: 'age<10m' }, [3]],
  [{ text: 'user:me', uid: 0 }, [1]],
])('%j', (selection, expected) => {
  expect(pids(selection)).toEqual(expected);
});

it('says with which filter it was taken', () => {
  const query = parseQuery('mark:zombie');
  const part = query.ok ? select(snapshot, { query: query.value }) : query;
  expect(part).toMatchObject({ ok: true, value: { query: 'mark:zombie', takenAt: snapshot.takenAt } });
});
