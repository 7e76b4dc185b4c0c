import type { Pseudonyms } from './pseudonyms.ts';

const SECRET_WORDS = new Set(
  'password passwd passphrase passcode pass pwd pw secret secrets token tokens key apikey accesskey secretkey privatekey credential credentials auth authorization cookie cookies sig signature bearer jwt sas pat otp pin'.split(
    ' ',
  ),
);
/** What such a name may end with when it names no secret: `--password-file`, `AUTH_MODE`. */
const HARMLESS_ENDINGS = new Set(
  'file files path dir fd mode type method stdin name length count size algorithm server servers uri url realm provider binding repeat code'.split(
    ' ',
  ),
);
/** A file that holds a key is no key. */
const LOOKS_LIKE_FILE = /^(?:\.{0,2}\/|~\/|[A-Za-z]:\\)|\.(?:pem|key|crt|cer|pub|json|ya?ml|txt)$/;

/** Whether what follows such an option, variable or parameter is to be kept quiet. */
export function namesSecret(name: string): boolean {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  return words.some((word) => SECRET_WORDS.has(word)) && !HARMLESS_ENDINGS.has(words.at(-1) ?? '');
}

/** The forms in which services give out their tokens. */
const TOKEN =
  /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abeoprs]-[\w-]{10,}|(?:sk|pk|rk)[-_](?:(?:live|test|proj|ant)[-_])?[A-Za-z0-9_-]{16,}|A[KS]IA[0-9A-Z]{16}|AIza[\w-]{30,}|ya29\.[\w-]{16,}|npm_[A-Za-z0-9]{30,}|pypi-[\w-]{30,}|hf_[A-Za-z0-9]{20,}|SG\.[\w-]{16,}\.[\w-]{16,}|dop_v1_[a-f0-9]{32,}|eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*)/g;

/** Long and without sense to a reader: in hexadecimal, or in upper and lower case with figures. */
const RANDOM =
  /(?<![\w/+-])(?:[0-9a-f]{32,}|[0-9A-F]{32,}|(?=[\w+-]*[a-z])(?=[\w+-]*[A-Z])(?=(?:[\w+-]*\d){3})[\w+-]{32,}={0,2})(?![\w/+-])/g;

/** `name=value`, `name: value`, `"name": "value"`, in arguments, variables, headers, addresses and JSON. */
const ASSIGNED =
  /(?<=^|[\s?&;,"'{(])(-{0,2}[A-Za-z_][\w.-]*)(["']?\s*[=:]\s*["']?(?:(?:Bearer|Basic|Token|Digest|Negotiate)\s+)?)([^\s&;,"'})]+)/gi;
/** `--name value`. */
const FOLLOWED = /(?<=^|\s)(--?[A-Za-z][\w.-]*)(\s+)(?!-)(\S+)/g;
/** `scheme://user:password@host`. */
const IN_ADDRESS = /(?<![a-z0-9+.-])([a-z][a-z0-9+.-]*:\/\/[^\s/@:]*:)([^\s/@]+)(?=@)/gi;
/** `curl -u user:password`. */
const USER_AND_PASSWORD = /(?<=(?:^|\s)(?:-u|--user|--proxy-user)[\s=])([^\s:]+)(:)(\S+)/g;
/** `mysql -psecret`, `sshpass -p secret`. */
const BY_MYSQL = /^(?:\S*\/)?(?:mysql\w*|mariadb[\w-]*)\s/;
const BY_SSHPASS = /^(?:\S*\/)?sshpass\s/;

/** The text without what looks like a secret; `user` says what stands for the account that a password is of. */
export function withoutSecrets(text: string, secrets: Pseudonyms, user: (name: string) => string): string {
  const unlessFile = (name: string, value: string): string =>
    namesSecret(name) && !LOOKS_LIKE_FILE.test(value) ? secrets.of(value) : value;
  let clean = text
    .replace(IN_ADDRESS, (_all, before: string, value: string) => before + secrets.of(value))
    .replace(
      ASSIGNED,
      (_all, name: string, between: string, value: string) => name + between + unlessFile(name, value),
    )
    .replace(
      FOLLOWED,
      (_all, name: string, between: string, value: string) => name + between + unlessFile(name, value),
    )
    .replace(
      USER_AND_PASSWORD,
      (_all, name: string, colon: string, value: string) => user(name) + colon + secrets.of(value),
    );
  if (BY_MYSQL.test(clean)) clean = clean.replace(/(?<=\s-p)([^\s]+)/g, (value) => secrets.of(value));
  if (BY_SSHPASS.test(clean)) clean = clean.replace(/(?<=\s-p\s*)(\S+)/, (value) => secrets.of(value));
  return clean.replace(TOKEN, (value) => secrets.of(value)).replace(RANDOM, (value) => secrets.of(value));
}
