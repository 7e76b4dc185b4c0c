import { join } from 'node:path';
import { nativeProgram } from '../engine/native-program.ts';

/** The helper beside the built command, whichever of its files this has been bundled into; `null` where not compiled. */
export const native = (): string | null => nativeProgram(join(import.meta.dirname, '..', '..'));
