import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anySnapshot, aProcess, aSnapshot } from '../testing.ts';
import { redact } from './redact.ts';

const host = { ...aSnapshot([]).host, hostname: 'maple.acme.example' };
const redacted = (command: string, more = {}): string => {
  const snapshot = aSnapshot([aProcess(7, { name: 'x', command, ...more })], { host });
  return redact(snapshot).snapshot.processes[0]?.command ?? '';
};

describe('in a command line', () => {
  it.each([
    ['node /home/kim/shop/server.js', 'node /home/user1/shop/server.js'],
    ['/Users/ada/bin/x /home/kim/y', '/Users/user2/bin/x /home/user1/y'],
    ['C:\\Users\\ada\\x.exe', 'C:\\Users\\user2\\x.exe'],
    ['chown kim:users x', 'chown user1:users x'],
    ['kimono --akim', 'kimono --akim'],
    ['ssh -p 22 kim@build.acme.example uptime', 'ssh -p 22 user1@host2 uptime'],
    ['ssh -i key.pem build7 uptime', 'ssh -i key.pem host2 uptime'],
    ['rsync -a x build7:/srv', 'rsync -a x host2:/srv'],
    ['ping maple', 'ping host1'],
    ['psql postgres://kim:hunter2@db.acme.com:5432/shop', 'psql postgres://user1:secret1@host2:5432/shop'],
    ['curl http://localhost:80/ http://127.0.0.1/', 'curl http://localhost:80/ http://127.0.0.1/'],
    ['nc 10.1.2.3 80; nc 10.1.2.3 81', 'nc 192.0.2.1 80; nc 192.0.2.1 81'],
    ['ping6 fe80::1ff:fe23:4567:890a', 'ping6 192.0.2.1'],
    ['date 12:34:56', 'date 12:34:56'],
    ['x --password hunter2 --port 80', 'x --password secret1 --port 80'],
    ['x --password=hunter2 --api-key="abc def"', 'x --password=secret1 --api-key="secret2"'],
    ['x --password-file /run/pw --key server.pem', 'x --password-file /run/pw --key server.pem'],
    ['env AWS_SECRET_ACCESS_KEY=abc/def PATH=/bin x', 'env AWS_SECRET_ACCESS_KEY=secret1 PATH=/bin x'],
    ['curl -H "Authorization: Bearer abc.def" x', 'curl -H "Authorization: Bearer secret1" x'],
    ['curl -u bob:hunter2 x', 'curl -u user2:secret1 x'],
    ['curl https://a.com/x?id=1&token=abc&b=2', 'curl https://host2/x?id=1&token=secret1&b=2'],
    ['x \'{"password":"hunter2","user":1}\'', 'x \'{"password":"secret1","user":1}\''],
    [
      'git clone https://ghp_0123456789abcdefghijABCDEFGHIJ123456@github.com/a/b',
      /^git clone https:\/\/secret1@host2\/a\/b$/,
    ],
    ['mysql -uroot -phunter2', 'mysql -uroot -psecret1'],
    ['x ghp_0123456789abcdefghijABCDEFGHIJ123456', 'x secret1'],
    ['docker run 4f0e9c1d2b3a4f0e9c1d2b3a4f0e9c1d2b3a4f0e9c1d2b3a4f0e9c1d2b3a4f0e', 'docker run secret1'],
    ['eslint@9.1.0 getty@tty1.service', 'eslint@9.1.0 getty@tty1.service'],
    ['node node_modules/socket.io/x.js', 'node node_modules/socket.io/x.js'],
  ])('%s', (command, expected) => {
    if (typeof expected === 'string') expect(redacted(command)).toBe(expected);
    else expect(redacted(command)).toMatch(expected);
  });
});

it('keeps what the tree needs, and the same stands for the same everywhere', () => {
  const snapshot = aSnapshot(
    [
      aProcess(1, { ppid: 0, uid: 0, user: 'root' }),
      aProcess(2, { uid: 1501, user: 'ada', command: 'su kim', cgroup: '/user.slice/user-1500.slice' }),
      aProcess(3, { uid: 1500, user: 'kim', name: 'kim-backup', marks: ['zombie'], state: 'Z' }),
    ],
    { host, query: 'user:kim maple' },
  );
  const { snapshot: clean, replacements } = redact(snapshot);
  expect(clean).toMatchObject({
    redacted: true,
    query: 'user:user1 host1',
    host: { hostname: 'host1', bootId: null, platform: 'linux' },
    processes: [
      { pid: 1, user: 'root', uid: 0 },
      { pid: 2, user: 'user2', uid: 1002, command: 'su user1', cgroup: '/user.slice/user-1001.slice' },
      { pid: 3, user: 'user1', uid: 1001, name: 'user1-backup', marks: ['zombie'], ppid: 1 },
    ],
  });
  expect(replacements).toContainEqual({ kind: 'user', original: 'kim', replacement: 'user1', count: 4 });
  expect(JSON.stringify(clean)).not.toMatch(/kim|ada\b|maple|acme|0e4f2c52/);
});

it('tells by no query for whom somebody looked', () => {
  const queryOf = (query: string) =>
    redact(
      aSnapshot([aProcess(1, { ppid: 0, uid: 1500, user: 'kim' }), aProcess(2, { uid: 1501, user: 'a c' })], {
        host,
        query,
      }),
    ).snapshot.query;
  expect(queryOf('user = kim mark:zombie')).toBe('user = user1 mark:zombie');
  expect(queryOf('user!=root,kim or user:me')).toBe('user!=root,user1 or user:me');
  expect(queryOf('user:"a c"')).toBe('user:user2');
  expect(queryOf('uid:1500 cpu > 5')).toBe('uid:1001 cpu > 5');
  expect(queryOf('user:1501')).toBe('user:1002');
});

it('an account that bears the name of a program is replaced only where it is an account', () => {
  const snapshot = aSnapshot([
    aProcess(1, { ppid: 0, user: 'node', name: 'node', command: 'node /home/node/x.js -u node' }),
  ]);
  expect(redact(snapshot).snapshot.processes[0]).toMatchObject({
    user: 'user1',
    name: 'node',
    command: 'node /home/user1/x.js -u user1',
  });
});

it('looks into fields of a later version', () => {
  const later = { ...aProcess(7), env: { A: ['/home/kim/x'] } };
  expect(redact(aSnapshot([later])).snapshot.processes[0]).toMatchObject({ env: { A: ['/home/user1/x'] } });
});

it('what is redacted stays as it is', () => {
  const once = redact(
    aSnapshot(
      [aProcess(7, { command: 'ssh kim@build7 --password hunter2 10.1.2.3 /home/ada/x http://a.com' })],
      { host },
    ),
  ).snapshot;
  expect(redact(once)).toEqual({ snapshot: once, replacements: [] });
});

it('changes no number and no shape, and takes any text', () => {
  fc.assert(
    fc.property(anySnapshot, (snapshot) => {
      const clean = redact(snapshot).snapshot;
      const shape = ({ key, ppid, state, rssBytes, marks }: (typeof clean.processes)[number]) => [
        key,
        ppid,
        state,
        rssBytes,
        marks,
      ];
      expect(clean.processes.map(shape)).toEqual(snapshot.processes.map(shape));
    }),
  );
});
