import { join } from 'node:path';
import { app } from 'electron';
import { nativeProgram } from '../engine/native-program.ts';

/** Where the built parts are, in the checkout and in the packaged app alike. */
const out = join(app.getAppPath(), 'out');

export const WORKER_FILE = join(out, 'engine', 'sampler.worker.js');
export const COMPARE_FILE = join(out, 'engine', 'compare.worker.js');
export const EXPORT_FILE = join(out, 'engine', 'export.worker.js');
export const READER_FILE = join(out, 'engine', 'open-snapshot.worker.js');
export const RECORDING_READER_FILE = join(out, 'engine', 'recording.worker.js');
export const INCIDENTS_FILE = join(out, 'engine', 'incidents.worker.js');
export const PRELOAD_FILE = join(out, 'preload', 'index.cjs');
export const PAGE_FOLDER = join(out, 'renderer');

/** The helper is outside the archive: a program inside it could not be executed. */
export const NATIVE_PROGRAM = nativeProgram(app.isPackaged ? process.resourcesPath : app.getAppPath());
