import { parentPort, workerData } from 'node:worker_threads';
import { openedFrom } from './opened.ts';

/** The thread that reads one file: what is wrong with it can cost nothing but this thread. */
parentPort?.postMessage(await openedFrom(workerData as string));
