import { replaced, secretsIn } from '../../secrets.ts';
import type { Pseudonyms } from './pseudonyms.ts';

/** `curl -u user:password`. */
const ACCOUNT_WITH_PASSWORD = /(?<=(?:^|\s)(?:-u|--user|--proxy-user)[\s=])[^\s:]+(?=:\S)/g;

/** The text without what looks like a secret; `user` says what stands for the account that a password is of. */
export const withoutSecrets = (text: string, secrets: Pseudonyms, user: (name: string) => string): string =>
  replaced(text, secretsIn(text, { cautious: true }), (value) => secrets.of(value)).replace(
    ACCOUNT_WITH_PASSWORD,
    user,
  );
