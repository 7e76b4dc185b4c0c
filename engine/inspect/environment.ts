import type { Variable } from '../../core/inspection.ts';
import { textOf } from './proc-files.ts';

/** What names of secrets have in common. `KEYBOARD` and `MONKEY` have none of it. */
const SECRET =
  /(?:^|_)(?:PASS(?:WORD|WD|PHRASE)?|PWD_?HASH|SECRETS?|TOKENS?|(?:API_?|ACCESS_?|PRIVATE_?|SECRET_?)?KEY|CREDENTIALS?|AUTH(?:ORIZATION)?|COOKIES?|DSN|SALT|SIGNATURE|CERT)(?:_|\d|$)|PASSWORD|PASSWD|SECRET|APIKEY|TOKEN/i;
/** An address that carries a password before its host. */
const CARRIES_A_PASSWORD = /:\/\/[^/\s:@]*:[^/\s@]+@/;

export const isSecret = (name: string, value: string): boolean =>
  value !== '' && (SECRET.test(name) || CARRIES_A_PASSWORD.test(value));

/** As it was when the program began: what it set for itself since does not show, proc_pid_environ(5). */
export async function environmentOf(pid: number): Promise<readonly Variable[]> {
  const text = await textOf(pid, 'environ');
  return text
    .split('\0')
    .filter((entry) => entry.includes('='))
    .map((entry) => {
      const equals = entry.indexOf('=', 1);
      const name = entry.slice(0, equals);
      const value = entry.slice(equals + 1);
      return { name, value, secret: isSecret(name, value) };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
