import { parentPort, workerData } from 'node:worker_threads';
import { openedFrom } from './opened.ts';

/** The thread that reads one file: what is wrong with it can cost nothing but this thread. */
void openedFrom(workerData as string).then((answer) => parentPort?.postMessage(answer));
