import { type Diagnosis, diagnose } from './diagnosis.ts';
import type { ParentFacts, Runtime, ZombieCase } from './diagnosis-facts.ts';
import { exitWords } from './exit-words.ts';
import { counted, duration, visible } from './format.ts';

/** How code that leaves its children uncollected is mended, a language each. */
const REMEDIES: Readonly<Record<string, string>> = {
  C: `Collect every child that has ended whenever SIGCHLD comes, and not just one: signals
of children that end together are merged into one.

    static void on_child(int signal)
    {
        int saved = errno;
        while (waitpid(-1, NULL, WNOHANG) > 0)
            continue;
        errno = saved;
    }
    ...
    struct sigaction action = { .sa_handler = on_child, .sa_flags = SA_RESTART | SA_NOCLDSTOP };
    sigaction(SIGCHLD, &action, NULL);

Where nobody ever wants to know how they ended: signal(SIGCHLD, SIG_IGN), before the
first fork.`,
  Python: `Keep the Popen object and wait for it, or let subprocess.run() do both:

    process = subprocess.Popen(command)
    ...
    process.wait()        # or process.poll() from time to time

With asyncio: await process.wait(). With os.fork(): os.waitpid(pid, 0). Where nobody
wants to know: signal.signal(signal.SIGCHLD, signal.SIG_IGN) at the start.`,
  Node: `child_process collects what it has started by itself. What stays is what Node did not
start: a native module that forks (let it wait for its own children), or children that
the process had before it became Node (do not "exec node" from a script with background
jobs), or orphans that come to it as process 1 of a container (see Docker).`,
  Go: `Start() must be followed by Wait(), also where the result is of no interest:

    if err := cmd.Start(); err != nil { return err }
    go cmd.Wait()

os.StartProcess likewise: process.Wait(). Children that the process had before it became
this program cannot be waited for so: do not exec it from a script with background jobs.`,
  shell: `Wait for background jobs, and do not replace a shell that has some:

    command &
    ...
    wait            # or: wait "$!"

A script that ends with "exec program" hands its background jobs to that program,
which knows nothing of them. Start them with setsid or a double fork, so that init
adopts them: ( command & )`,
  Docker: `Process 1 of a container adopts every orphan in it, and has to collect them:

    docker run --init ...              # or in a compose file:  init: true

    ENTRYPOINT ["/usr/bin/tini", "--", "program"]

In Kubernetes: an image with tini, or shareProcessNamespace: true.`,
};

const OF_RUNTIME: Readonly<Partial<Record<Runtime, string>>> = {
  go: 'Go',
  node: 'Node',
  python: 'Python',
  shell: 'shell',
};

/** What to tell whoever maintains the parent: what was found, on what evidence, and how it is mended. */
export function leakReport(one: ZombieCase & { readonly parent: ParentFacts }): string {
  const { parent, zombie } = one;
  const found: Diagnosis = diagnose(one);
  const name = visible(parent.name);
  const { count, first } = parent.zombies;
  const names = [...new Set(first.map((child) => visible(child.name)))];
  const lines = [
    `${name} does not collect ${counted(count, 'child', 'children')} that ${count === 1 ? 'has' : 'have'} ended`,
    '',
    found.summary,
    `(${found.certainty})`,
    '',
    'Evidence, as the kernel tells it:',
    ...found.evidence.map((line) => `- ${line}`),
    `- ${counted(count, 'zombie')}: ${listed(names)}`,
    ...(zombie.exit === null ? [] : [`- one of them: pid ${zombie.pid}, ${exitWords(zombie.exit)}`]),
    ...(zombie.age.least >= 60_000 ? [`- uncollected for at least ${duration(zombie.age.least)}`] : []),
    '',
    'Each takes a pid and an entry in the process table until it is waited for, wait(2).',
    '',
    'How to mend it',
  ];
  for (const title of remediesFor(parent)) lines.push('', `${title}:`, '', REMEDIES[title] ?? '');
  return `${lines.join('\n')}\n`;
}

/** That of its own language where it is known, and of containers where it is in one. */
function remediesFor({ runtime, init }: ParentFacts): string[] {
  const own = runtime === null ? undefined : OF_RUNTIME[runtime];
  const titles = own === undefined ? Object.keys(REMEDIES).filter((title) => title !== 'Docker') : [own];
  if (init !== null) return ['Docker', ...(own === undefined ? [] : titles)];
  return own === undefined ? [...titles, 'Docker'] : titles;
}

const NAMED_MOST = 6;

const listed = (names: readonly string[]): string =>
  names.length <= NAMED_MOST
    ? names.join(', ')
    : `${names.slice(0, NAMED_MOST).join(', ')} and ${names.length - NAMED_MOST} other names`;
