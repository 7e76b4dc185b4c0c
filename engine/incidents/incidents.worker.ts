import { workerData } from 'node:worker_threads';
import { incidentsAs } from '../../core/incidents/export.ts';
import type { Incident } from '../../core/incidents/incident.ts';
import { ok, type Result } from '../../core/result.ts';
import { writeAtomically } from '../files/write-atomically.ts';
import { answerCalls } from '../thread/calls.ts';
import { IncidentDatabase } from './incident-database.ts';
import { notKept, openDatabase } from './open-database.ts';
import type { IncidentsQuestions, IncidentsStart } from './questions.ts';

/** The thread in which incidents are written and read: a slow disk holds up nobody else. */
const { path, boot } = workerData as IncidentsStart;
let opened: IncidentDatabase | null = null;

async function using<T>(task: (database: IncidentDatabase) => T | Promise<T>): Promise<Result<T>> {
  if (opened === null) {
    const database = await openDatabase(path);
    if (!database.ok) return database;
    opened = new IncidentDatabase(database.value.database, boot);
  }
  try {
    return ok(await task(opened));
  } catch (error) {
    return notKept(path, error);
  }
}

function* counting(incidents: Iterable<Incident>, count: { value: number }): Generator<Incident> {
  for (const incident of incidents) {
    count.value += 1;
    yield incident;
  }
}

answerCalls<IncidentsQuestions>({
  write: (news) =>
    using((database) => {
      database.write(news);
      return null;
    }),
  settle: (zombies) => using((database) => database.settle(zombies)),
  leakers: ({ from }) => using((database) => database.leakers(from, Date.now())),
  incidents: (question) => using((database) => database.incidents(question)),
  export: async ({ path: file, format, ...question }) => {
    const count = { value: 0 };
    const written = await using((database) =>
      writeAtomically(file, incidentsAs(format, counting(database.each(question), count))),
    );
    if (!written.ok) return written;
    return written.value.ok ? ok(count.value) : written.value;
  },
  delete: ({ program }) => using((database) => database.delete(program)),
  prune: ({ before }) => using((database) => database.prune(before)),
  close: () => {
    opened?.close();
    opened = null;
    return ok(null);
  },
});
