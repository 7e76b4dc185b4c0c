import { parentPort, workerData } from 'node:worker_threads';
import { fail, ok, type Result } from '../../core/result.ts';
import { FORMATS } from '../../core/snapshot/formats.ts';
import { factsOf } from '../../core/snapshot/snapshot.ts';
import { writeAtomically } from '../files/write-atomically.ts';
import { CANCELLED, type ExportTask, PROCESSES, WRITTEN } from './export-task.ts';
import { chosenFrom, previewOf, textOf } from './exported.ts';

/** The thread in which one export is put together: choosing, redacting and writing may take a while. */
async function done(task: ExportTask): Promise<Result<unknown>> {
  switch (task.kind) {
    case 'preview':
      return previewOf(task.source);
    case 'text':
      return textOf(task.source);
    case 'file': {
      const chosen = chosenFrom(task.source);
      if (!chosen.ok) return chosen;
      const { snapshot } = chosen.value;
      const shared = new Int32Array(task.shared);
      Atomics.store(shared, PROCESSES, snapshot.processes.length);
      const cancelled = (): boolean => Atomics.load(shared, CANCELLED) === 1;
      const pieces = counted(FORMATS[task.source.order.format].write(snapshot), shared, cancelled);
      const written = await writeAtomically(task.path, pieces);
      if (cancelled()) return fail('cancelled', 'The export was cancelled, and nothing was written.');
      return written.ok ? ok(factsOf(snapshot)) : written;
    }
  }
}

/** A format gives about a piece for each process. Thrown out of here, the half that was written is removed. */
function* counted(pieces: Iterable<string>, shared: Int32Array, cancelled: () => boolean): Generator<string> {
  for (const piece of pieces) {
    if (cancelled()) throw new Error('cancelled');
    Atomics.add(shared, WRITTEN, 1);
    yield piece;
  }
}

void done(workerData as ExportTask).then((answer) => parentPort?.postMessage(answer));
