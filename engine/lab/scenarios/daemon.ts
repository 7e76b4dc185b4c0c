import { marksOf } from '../../../core/marks.ts';
import { linkOf, statOf, statusLine } from '../kernel-view.ts';
import { scenario } from '../scenario.ts';
import { returned } from '../stage.ts';

export const daemon = scenario({
  id: 'daemon',
  group: 'Families',
  title: 'Daemon',
  line: 'the double fork, step by step',
  story:
    'The child goes to /, founds a session of its own, takes all bits off its umask, forks once more and ends. What remains belongs to no terminal and can never get one, as it does not lead its session; it reads and writes nothing.',
  expected: {
    cwd: 'Its working directory is /',
    session: 'It is in a session of its own, and does not lead it',
    umask: 'Its umask is 0',
    tty: 'It has no terminal',
    stdio: 'Its stdin, stdout and stderr are /dev/null',
    adopted: 'Its parent is the helper, which adopted it',
    daemon: 'Reaptree marks it as a daemon',
  },
  otherwise: 'no second fork, just a child',
  async play(stage) {
    const parent = await stage.parent();
    if (stage.otherwise) await stage.fork(parent, { seconds: 60, name: 'daemon' });
    else await stage.daemonise(parent, 60);
    await stage.until('the last fork is told', () => stage.children.some((one) => one.name === 'daemon'), 5);
    const last = stage.children.find((one) => one.name === 'daemon');
    if (last === undefined) return;
    if (!stage.otherwise) {
      await stage.until(
        'it is adopted',
        () => stage.sayings(last.pid).some((text) => text.includes('adopted me')),
        5,
      );
    }
    const view = statOf(last.pid);
    const founder = view?.session ?? 0;
    if (!stage.otherwise) await stage.comesTrue(() => statOf(founder) === null);
    const cwd = linkOf(last.pid, 'cwd');
    stage.check('cwd', cwd === '/' && stage.lines.some((call) => call.name === 'chdir'), cwd ?? 'unknown');
    const session = view?.session ?? 0;
    const founded = stage.lines.some((call) => call.name === 'setsid' && returned(call) === session);
    stage.check(
      'session',
      founded && session !== last.pid && statOf(session) === null,
      `session ${session}${statOf(session) === null ? ', whose leader has ended' : ''}`,
    );
    const umask = statusLine(last.pid, 'Umask');
    stage.check('umask', umask === '0000', umask ?? 'unknown');
    stage.check('tty', view?.ttyNr === 0, view?.ttyNr === 0 ? 'none' : `${view?.ttyNr}`);
    const files = [0, 1, 2].map((fd) => linkOf(last.pid, `fd/${fd}`) ?? 'unknown');
    stage.check(
      'stdio',
      files.every((path) => path === '/dev/null'),
      files.join(', '),
    );
    stage.check('adopted', view?.ppid === stage.helper, `${view?.ppid}`);
    const marks =
      view === null
        ? []
        : marksOf({
            state: view.state,
            threads: view.numThreads,
            kernelThread: false,
            parentAdopts: view.ppid === stage.helper,
            reparented: view.ppid !== last.by,
            hasTty: view.ttyNr !== 0,
            ownSession: view.session !== last.pid && statOf(view.session) === null,
            lab: true,
            own: false,
          });
    stage.check('daemon', marks.includes('daemon'), marks.join(', '));
    await stage.signal(last, 'SIGTERM');
    await stage.end(parent);
  },
});
