/** A part of a text: from one place in it to before another. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What stands for a secret on the screen: it does not tell how long that is. */
export const MASK = '••••';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const SECRET_WORDS = words(
  'password passwords passwd passphrase passcode pass pwd pw secret secrets token tokens key keys apikey credential credentials cred creds auth authorization cookie cookies sig signature bearer jwt sas pat otp pin dsn salt webhook',
);
/** Most names have none of them, and are told at a glance. */
const ANY_SECRET_WORD = new RegExp([...SECRET_WORDS].join('|'), 'i');
/** As the end of a word that was put together: `DBPASS`, `MASTERKEY`. */
const SECRET_END = /(?:password|passwd|passphrase|pass|pwd|secret|token|key|creds|credential|jwt)s?$/;
const ORDINARY_WORDS = words(
  'compass bypass surpass encompass trespass overpass underpass monkey turkey donkey hotkey hockey jockey whiskey pubkey publickey oldpwd',
);
/** What such a name may end with when it names no secret: `--password-file`, `AUTH_MODE`. */
const HARMLESS_ENDINGS = words(
  'file files path dir fd sock socket mode type method stdin name length count size algorithm server servers host port uri url realm provider binding repeat code version format id ids user username env timeout ttl expiry expires lifetime limit policy agent prefix suffix header field handle enabled parallelism info hint prompt',
);
/** `NEXT_PUBLIC_KEY`, `--sort-key`, `MAX_TOKENS`, `--no-password`. */
const HARMLESS_WORDS = words('public pub sort primary foreign partition max min no skip ask without disable');

/** Whether what follows such an option, variable or parameter is to be kept quiet. */
export function namesSecret(name: string): boolean {
  // The folder that a shell works in; `MYSQL_PWD` is something else.
  if (name === 'PWD' || !ANY_SECRET_WORD.test(name)) return false;
  const parts = name
    // `-Dpassword` sets a property of Java.
    .replace(/^-+(?:D(?=[a-z]))?/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== '');
  if (parts.some((part) => HARMLESS_WORDS.has(part))) return false;
  // Whoever has the address of a webhook may post there.
  if (HARMLESS_ENDINGS.has(parts.at(-1) ?? '') && !parts.includes('webhook')) return false;
  return parts.some((part) => SECRET_WORDS.has(part) || (SECRET_END.test(part) && !ORDINARY_WORDS.has(part)));
}

/** A file that holds a key is no key. */
const LOOKS_LIKE_FILE =
  /^(?:(?:\.{0,2}|~)\/[^+=]*|[A-Za-z]:\\.*)$|\.(?:pem|key|crt|cer|pub|json|ya?ml|txt|conf|sock)$/;
/** Switched on or off, a small number, or a variable that a shell is still to look up. */
const SAYS_NOTHING =
  /^(?:true|false|yes|no|on|off|none|null|undefined|-?\d{1,2}|\$\{?\w+\}?|\$\(.*|%\w+%|\*+)$/i;

const isHarmless = (value: string): boolean =>
  value === '' || SAYS_NOTHING.test(value) || LOOKS_LIKE_FILE.test(value);

/** `name=value`, `name: value`, `"name": "value"`, in arguments, variables, headers, addresses and JSON. */
const ASSIGNED =
  /(?<![^\s?&#;,|"'{([<=:])(-{0,2}[A-Za-z_][\w.-]*)["']?\s*[=:]\s*(?:(?:[Bb]earer|[Bb]asic|[Tt]oken|Digest|Negotiate)\s+)?(["']?)/g;
/** `--name value`. */
const FOLLOWED = /(?<!\S)(--?[A-Za-z][\w.-]*)\s+(?![\s-])(["']?)/g;
/** To the next space, quote, or separator behind which another name follows. */
const UNQUOTED = /(?:[^\s"',;&]|[,;&](?![\w. -]+[=:]|["'\s]|$))+/y;
/** They close something that began before the value. */
const CLOSING = new Set(')}]>');

/**
 * What is a secret wherever it stands; what is in the first group is before it. Beside each is what a text has
 * in it at the least that has one, in any case. All of them take a time that grows as the text does, whatever that holds.
 */
const ANYWHERE: readonly (readonly [clue: string, pattern: RegExp])[] = [
  // The forms in which services give out their tokens.
  [
    'gh[pousr]_|_pat_|glpat-|xox|xapp-|[srp]k[-_]|whsec_|a[ks]ia|aiza|ya29|npm_|pypi-|hf_|hvs\\.|sg\\.|dop_v1_|secret-key-|eyj',
    /\b()(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abeoprs]-[\w-]{10,}|xapp-[\w-]{16,}|(?:sk|rk)[-_](?=[\w-]*\d)[\w-]{16,}|pk_(?:live|test)_\w{16,}|whsec_\w{16,}|A[KS]IA[0-9A-Z]{16}|AIza[\w-]{30,}|ya29\.[\w-]{16,}|npm_[A-Za-z0-9]{30,}|pypi-[\w-]{30,}|hf_[A-Za-z0-9]{20,}|hvs\.[\w-]{20,}|dckr_pat_[\w-]{16,}|SG\.[\w-]{16,}\.[\w-]{16,}|dop_v1_[a-f0-9]{32,}|AGE-SECRET-KEY-1[0-9A-Z]{50,}|eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*)/g,
  ],
  ['hooks\\.slack|webhooks/', /(\bhooks\.slack\.com\/services\/|\/api\/webhooks\/)[\w/-]{16,}/g],
  // Long and without sense to a reader, in upper and lower case with figures.
  [
    '[\\w+-]{32}',
    /(?<![\w/+-])()(?=[\w+-]{32})(?=[\w+-]*[a-z])(?=[\w+-]*[A-Z])(?=(?:[\w+-]*\d){3})[\w+-]+={0,2}(?![\w/+-])/g,
  ],
  ['-begin ', /()-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g],
  ['bearer', /(\bBearer\s+)[\w.~+/-]{8,}=*/gi],
  ['cookie:', /(\bCookie:\s*)[^\s;"']+(?:;\s?[^\s;"']+)*/gi],
  // `scheme://user:password@host`, `scheme://token@host`.
  ['://[^\\s/]*@', /(:\/\/[^\s/@:]*:)[^\s/@]+(?=@)/g],
  ['://[^\\s/]*@', /(:\/\/)[\w-]{20,}(?=@)/g],
  // `curl -u user:password`; but `docker run -u 1000:1000`.
  ['-u(?:ser)?[\\s=]', /((?<!\S)-(?:u|-user|-proxy-user)[\s=][^\s:]+:)(?!\d+(?:\s|$))\S+/g],
];

/** Long hexadecimal numbers: keys are, but names of containers and versions as well. */
const HEXADECIMAL = /(?<![\w/+-])()(?:[0-9a-f]{32,}|[0-9A-F]{32,})(?![\w/+-])/g;

/** Programs that take a password by a short option, with what follows them in the same command. */
const TAKES_SHORT_OPTION =
  /(?<![^\s"'])(?:[^\s"']*\/)?((?:mysql|mariadb|mongo)[\w-]*|7z[ar]?|sshpass|redis-cli|ldap\w+|(?:un)?zip|(?:docker|podman)\s+login)\s[^;&|]*/g;
const THEIR_CLUE = 'mysql|mariadb|mongo|7z|redis-cli|ldap|zip\\s|login\\s';

/** `mysql -psecret`, `redis-cli -a secret`; the first whose program it is. */
const SHORT_OPTIONS: readonly (readonly [program: RegExp, option: RegExp])[] = [
  [/^(?:mysql|mariadb|7z)/, /(\s-p)[^\s"']+/],
  [/^redis-cli/, /(\s-a\s+)[^\s"']+/],
  [/^ldap/, /(\s-w\s+)[^\s"']+/],
  [/zip$/, /(\s-P\s+)[^\s"']+/],
  [/^/, /(\s-p\s*)[^\s"']+/],
];

/** Most command lines have no clue in them, and are done with by one look. */
const ANY_CLUE = new RegExp(
  [ANY_SECRET_WORD.source, THEIR_CLUE, ...ANYWHERE.map(([clue]) => clue)].join('|'),
  'i',
);

/**
 * Where in a text there is what looks like a secret, in its order. No rule knows every one of them.
 * @param cautious - also what may well be harmless: for what is given away, and nobody could look at again
 */
export function secretsIn(text: string, { cautious = false } = {}): readonly Span[] {
  if (!cautious && !ANY_CLUE.test(text)) return [];
  const found: Span[] = [];
  for (const pattern of [ASSIGNED, FOLLOWED]) valuesAfter(pattern, text, found);
  const patterns = ANYWHERE.map(([, pattern]) => pattern);
  for (const pattern of cautious ? [...patterns, HEXADECIMAL] : patterns) {
    for (const match of text.matchAll(pattern)) found.push(tailOf(match));
  }
  for (const { 0: command, 1: program = '', index } of text.matchAll(TAKES_SHORT_OPTION)) {
    const option = SHORT_OPTIONS.find(([theirs]) => theirs.test(program))?.[1];
    const match = option?.exec(command);
    if (match) found.push(tailOf(match, index));
  }
  return joined(found);
}

/** The same of the value of a variable, which is one as a whole if the name says so. */
export const secretsOfVariable = (name: string, value: string): readonly Span[] =>
  namesSecret(name) && !isHarmless(value) ? [{ from: 0, to: value.length }] : secretsIn(value);

/** What follows the names that a pattern finds, as far as they name secrets. */
function valuesAfter(pattern: RegExp, text: string, found: Span[]): void {
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [all, name = '', quote = ''] = match;
    if (!namesSecret(name)) continue;
    const from = match.index + all.length;
    const to = endOf(text, from, quote);
    if (isHarmless(text.slice(from, to))) continue;
    found.push({ from, to });
    pattern.lastIndex = to;
  }
}

/** Where the value ends that begins there, behind that quotation mark if there is one. */
function endOf(text: string, from: number, quote: string): number {
  const close = quote === '' ? -1 : text.indexOf(quote, from);
  if (close !== -1) return close;
  UNQUOTED.lastIndex = from;
  let to = from + (UNQUOTED.exec(text)?.[0].length ?? 0);
  while (to > from && CLOSING.has(text.charAt(to - 1))) to -= 1;
  return to;
}

/** What a pattern found, without the first group. */
const tailOf = ({ 0: all, 1: before = '', index }: RegExpExecArray, offset = 0): Span => ({
  from: offset + index + before.length,
  to: offset + index + all.length,
});

/** In their order, those that overlap as one. */
function joined(spans: Span[]): readonly Span[] {
  const apart: Span[] = [];
  for (const span of spans.sort((a, b) => a.from - b.from)) {
    const last = apart.at(-1);
    if (last === undefined || span.from >= last.to) apart.push(span);
    else if (span.to > last.to) apart[apart.length - 1] = { from: last.from, to: span.to };
  }
  return apart;
}

/** The text with something else in the place of each of these parts. */
export function replaced(text: string, spans: readonly Span[], by: (part: string) => string): string {
  let result = '';
  let done = 0;
  for (const { from, to } of spans) {
    result += text.slice(done, from) + by(text.slice(from, to));
    done = to;
  }
  return result + text.slice(done);
}

/** The text without what looks like a secret. */
export const masked = (text: string): string => replaced(text, secretsIn(text), () => MASK);
