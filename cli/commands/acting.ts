import { join } from 'node:path';
import { Actions } from '../../engine/actions/actions.ts';
import { ReadOnlyMode } from '../../engine/actions/read-only.ts';
import { nativeProgram } from '../../engine/native-program.ts';

/** The built command stands two folders below what holds `native/`. */
const ROOT = join(import.meta.dirname, '..', '..');

/** What the command line acts with: the same as the app. The command itself and what it starts are its own. */
export const openActions = (readOnly: boolean): Actions =>
  new Actions({
    native: nativeProgram(ROOT),
    roots: () => ({ own: process.pid, lab: null }),
    readOnly: new ReadOnlyMode({ on: readOnly, fixed: true }),
  });
