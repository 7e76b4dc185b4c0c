import type { SnapshotProcess } from '../snapshot.ts';

/** Accounts that come with the system or with a well-known service: they help the reader and name nobody. */
const STANDARD = new Set(
  'root daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc gnats nobody nogroup messagebus syslog sshd ntp chrony polkitd dbus avahi colord rtkit geoclue gdm lightdm sddm tss tcpdump landscape pollinate uuidd dnsmasq saned usbmux whoopsie kernoops pulse hplip cups-pk-helper postgres mysql redis nginx apache http docker rpc rpcuser statd git operator adm shutdown halt ftp SYSTEM'.split(
    ' ',
  ),
);

export const isStandardUser = (name: string): boolean =>
  STANDARD.has(name) ||
  /^(?:systemd-|_|NT AUTHORITY\\|Window Manager\\|Font Driver Host\\)/.test(name) ||
  /^\d+$/.test(name);

/** Where homes are: the name after it is that of a person. */
const HOME = /((?:\/(?:usr\/|export\/|var\/)?home|\/Users|[A-Za-z]:\\Users)[/\\])([^\s/\\:"';,)]+)/g;
/** Folders beside the homes that belong to nobody. */
const NO_PERSON = new Set(['Shared', 'Public', 'Default', 'linuxbrew', 'lost+found', '*', '.']);

/** The accounts that somebody could be recognised by: of the processes, and of the homes in their texts. */
export function usersIn(processes: readonly SnapshotProcess[], texts: Iterable<string>): string[] {
  const uids = new Map<string, number>();
  const note = (name: string, uid: number | null): void => {
    if (!isStandardUser(name) && !uids.has(name)) uids.set(name, uid ?? Number.MAX_SAFE_INTEGER);
  };
  for (const { user, uid } of processes) if (user !== null) note(user, uid);
  for (const text of texts) {
    for (const [, , name = ''] of text.matchAll(HOME)) if (!NO_PERSON.has(name)) note(name, null);
  }
  return [...uids].sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1)).map(([name]) => name);
}

export const withoutHomes = (text: string, user: (name: string) => string): string =>
  text.replace(HOME, (all, before: string, name: string) =>
    NO_PERSON.has(name) || isStandardUser(name) ? all : before + user(name),
  );

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** Any of these as a word by itself; longer ones first. */
export function anyWord(names: readonly string[]): RegExp | null {
  if (names.length === 0) return null;
  const longestFirst = [...names].sort((a, b) => b.length - a.length).map(escaped);
  return new RegExp(`(?<![\\p{L}\\p{N}_])(?:${longestFirst.join('|')})(?![\\p{L}\\p{N}_])`, 'gu');
}

/** Where a word is an account even if a program is called so as well: `-u`, `--user=`, `USER=`, `su -`, a crontab, a mailbox. */
export function anyAccount(names: readonly string[]): RegExp | null {
  if (names.length === 0) return null;
  const any = names.map(escaped).join('|');
  return new RegExp(
    `(?<=(?:(?:^|\\s)(?:-u|-U|-l|--user|--username|--login)[\\s=]|\\b(?:USER|LOGNAME|USERNAME)=|\\bsu\\s(?:-\\s)?|/(?:crontabs|cron|mail|sudoers\\.d)/))(?:${any})(?![\\p{L}\\p{N}_])`,
    'gu',
  );
}

/** `user-1000.slice`, `user@1000.service`, `/run/user/1000`. */
const UID = /(?<=\buser[-@]|\/run\/user\/)(\d+)(?=\.slice|\.service|\/|\s|$)/g;

export const withoutUids = (text: string, uid: (number: number) => number): string =>
  text.replace(UID, (digits) => String(uid(Number(digits))));
