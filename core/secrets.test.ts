import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { masked, namesSecret, replaced, secretsIn, secretsOfVariable } from './secrets.ts';

const PAT = 'ghp_0123456789abcdefghijABCDEFGHIJ123456';
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
const AWS_ID = 'AKIAIOSFODNN7EXAMPLE';

const shown = (name: string, value: string): string =>
  replaced(value, secretsOfVariable(name, value), () => '•');

describe('a variable', () => {
  it.each([
    'GITHUB_TOKEN',
    'AWS_SECRET_ACCESS_KEY',
    'DB_PASSWORD',
    'npm_config_authToken',
    'API_KEY',
    'DBPASS',
    'dbPass',
    'PGPASSWORD',
    'MYSQL_PWD',
    'GH_PAT',
    'JWT',
    'MASTERKEY',
    'stripeKey',
    'CREDS',
    'BEARER',
    'SLACK_WEBHOOK',
    'SLACK_WEBHOOK_URL',
    'SENTRY_DSN',
  ])('%s is one by its name', (name) => {
    expect(namesSecret(name)).toBe(true);
    expect(shown(name, 'hunter2 and more')).toBe('•');
  });

  it.each([
    ['PATH', '/bin'],
    ['PWD', '/home/kim'],
    ['PWD', 'C:'],
    ['OLDPWD', 'x'],
    ['KEYBOARD', 'x'],
    ['MONKEY', 'x'],
    ['COMPASS', 'x'],
    ['SECRETARY', 'x'],
    ['TOKENIZERS_PARALLELISM', 'x'],
    ['MAX_TOKENS', '4096'],
    ['NEXT_PUBLIC_API_KEY', 'x'],
    ['SSL_CERT_FILE', 'x'],
    ['SSL_CERT_DIR', 'x'],
    ['PIP_CERT', 'x'],
    ['NIX_SSL_CERT_FILE', 'x'],
    ['SSH_AUTH_SOCK', 'x'],
    ['GOOGLE_APPLICATION_CREDENTIALS', '/etc/google.json'],
    ['TLS_KEY', 'server.key'],
    ['USE_AUTH', 'true'],
    ['EMPTY_TOKEN', ''],
    ['INVOCATION_ID', '9f8e7d6c5b4a39281706f5e4d3c2b1a0'],
    ['LS_COLORS', 'rs=0:di=01;34:ln=01;36:mh=00:pi=40;33'],
  ])('%s=%s is none', (name, value) => expect(shown(name, value)).toBe(value));

  it.each([
    ['DATABASE', 'postgres://li:hunter2@db/x', 'postgres://li:•@db/x'],
    ['JAVA_OPTS', '-Xmx1g -Dpassword=hunter2 -Da.b=c', '-Xmx1g -Dpassword=• -Da.b=c'],
    [
      'CONNECTION',
      'Server=db;User Id=sa;Password=hun,ter;2;Encrypt=true',
      'Server=db;User Id=sa;Password=•;Encrypt=true',
    ],
    ['A', `id ${AWS_ID}`, 'id •'],
    ['HEADERS', 'Authorization: Bearer abc.def', 'Authorization: Bearer •'],
    [
      'LINK',
      'https://a.example/x?id=1&token=abc&b=2#access_token=def',
      'https://a.example/x?id=1&token=•&b=2#access_token=•',
    ],
    ['REMOTE', `https://${PAT}@github.com/a`, 'https://•@github.com/a'],
    ['REPORTS', 'https://0123456789abcdef0123456789abcdef@o1.example/2', 'https://•@o1.example/2'],
    ['CONFIG', '{"user":"kim","password":"hunter2 x"}', '{"user":"kim","password":"•"}'],
    ['POSTS_TO', 'https://hooks.slack.com/services/T000/B000/XXXXXXXX', 'https://hooks.slack.com/services/•'],
    ['SIGNS', '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n', '•\n'],
    ['SIGNS', '-----BEGIN PRIVATE KEY-----\nMIIE', '•'],
  ])('%s=%s has one in it', (name, value, expected) => expect(shown(name, value)).toBe(expected));
});

describe('a command', () => {
  it.each([
    ['x --password hunter2 --port 80', 'x --password •••• --port 80'],
    ['x --api-key="abc def" y', 'x --api-key="••••" y'],
    ['x --header Authorization: Bearer abc.def next', 'x --header Authorization: Bearer •••• next'],
    ['curl -H "Authorization: Basic a2lt" x', 'curl -H "Authorization: Basic ••••" x'],
    ['curl -H Cookie: a=b; sid=c x', 'curl -H Cookie: •••• x'],
    ['curl -u bob:hunter2 x', 'curl -u bob:•••• x'],
    ['curl -d {token:abc} x', 'curl -d {token:••••} x'],
    ['mysql -uroot -phunter2; mkdir -parents', 'mysql -uroot -p••••; mkdir -parents'],
    ['sh -c "mysql -phunter2"', 'sh -c "mysql -p••••"'],
    ['sudo /usr/bin/mysqldump -phunter2 db', 'sudo /usr/bin/mysqldump -p•••• db'],
    ['sshpass -p hunter2 ssh x -p 22', 'sshpass -p •••• ssh x -p 22'],
    ['redis-cli -a hunter2 ping', 'redis-cli -a •••• ping'],
    ['7z x -phunter2 a.7z', '7z x -p•••• a.7z'],
    ['unzip -P hunter2 a.zip', 'unzip -P •••• a.zip'],
    ['ldapsearch -x -w hunter2', 'ldapsearch -x -w ••••'],
    ['docker login -u kim -p hunter2 host', 'docker login -u kim -p •••• host'],
    ['docker run -e DB_PASS=hunter2 x', 'docker run -e DB_PASS=•••• x'],
    [
      'java -Dkey=abc -Djavax.net.ssl.keyStorePassword=changeit -jar x',
      'java -Dkey=•••• -Djavax.net.ssl.keyStorePassword=•••• -jar x',
    ],
    [`x ${JWT}`, 'x ••••'],
    ['x sk-proj-0123456789abcdefghij', 'x ••••'],
  ])('%s', (command, expected) => expect(masked(command)).toBe(expected));

  it.each([
    'ps -p 22 -a',
    'docker run -u 1000:1000 x',
    'docker exec 4f0e9c1d2b3a4f0e9c1d2b3a4f0e9c1d2b3a4f0e9c1d2b3a4f0e9c1d2b3a4f0e sh',
    'psql --no-password mydb',
    'x --key /etc/ssl/a.pem --password-file pw --auth-mode basic --enable-token-auth=true',
    'sh -c psql --password=$PGPASSWORD x',
    'Xorg :0 -auth /run/user/1000/gdm/Xauthority -nolisten tcp',
    'sort --key 2 x',
    'node --max-tokens=4096 /home/kim/node_modules/.pnpm/Some-Package-0123456789-abcdef/index.js',
    'git checkout 3b18e512dba79e4c8300dd08aeb37f8e728b8dad',
    'x --type=renderer --field-trial-handle=1718379636504100000,i,11445814189 --enable-features=A,B',
  ])('%s has none', (command) => expect(secretsIn(command)).toEqual([]));

  it('and what may be harmless too, where that is asked for', () => {
    const id = '4f0e9c1d2b3a4f0e9c1d2b3a4f0e9c1d';
    expect(secretsIn(`runc ${id} x`, { cautious: true })).toEqual([{ from: 5, to: 5 + id.length }]);
  });
});

it('tells parts that follow one another, of any text', () => {
  const bits = fc.constantFrom(
    '--password',
    ' ',
    '=',
    ':',
    '"',
    "'",
    ';',
    '&',
    ',',
    'token',
    'a',
    '://',
    '@',
    PAT,
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(bits).map((some) => some.join('')),
      ),
      (text) => {
        let end = 0;
        for (const { from, to } of secretsIn(text, { cautious: true })) {
          expect(from).toBeGreaterThanOrEqual(end);
          expect(to).toBeGreaterThan(from);
          end = to;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      },
    ),
  );
});

it.each([
  ' ',
  'a',
  ')',
  '-',
  '/',
  ':',
  ',a',
  ';a=',
  'a/',
  '--a ',
  '://',
  'Bearer ',
  '=',
  '"',
  'a@',
  '-----BEGIN PRIVATE KEY-----',
  'mysql ',
  'mysql/',
  'aA1',
  ' -p',
])('takes a long text of nothing but “%s” in its stride', (bit) => {
  // Were the time to grow as the square of the length, this would not end within the time of a test.
  const long = bit.repeat(Math.ceil(400_000 / bit.length));
  for (const text of [long, `--token=${long}x`, `token="${long}`]) {
    expect(masked(text).length).toBeGreaterThan(0);
  }
});
