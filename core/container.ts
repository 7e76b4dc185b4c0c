/** A container id as every runtime that writes one into the path of a control group does: 64 hexadecimal digits. */
const FULL_ID = /(?:^|[/:_-])([0-9a-f]{64})(?:\.scope)?(?=$|\/)/g;
/** Those of systemd-nspawn and LXC have names instead. */
const NAMED = [
  /(?:^|\/)machine-([^/]+?)\.scope(?:\/|$)/,
  /(?:^|\/)systemd-nspawn@([^/]+?)\.service(?:\/|$)/,
  /(?:^|\/)lxc(?:\.payload)?[./]([^/]+?)(?:\/|$)/,
];
/** As many digits as the runtimes' own tools show. */
const SHOWN_DIGITS = 12;

/**
 * The container that a process runs in, told from the path of its control group: the short form of its id, or its
 * name; `null` outside of containers. Where one contains another, the inner one is meant.
 */
export function containerOf(cgroup: string | null): string | null {
  if (cgroup === null) return null;
  const id = [...cgroup.matchAll(FULL_ID)].at(-1)?.[1];
  if (id !== undefined) return id.slice(0, SHOWN_DIGITS);
  for (const pattern of NAMED) {
    const name = pattern.exec(cgroup)?.[1];
    // systemd writes a dash in a name as \x2d.
    if (name !== undefined) return name.replace(/\\x([0-9a-f]{2})/g, (_all, hex: string) => fromHex(hex));
  }
  return null;
}

const fromHex = (hex: string): string => String.fromCharCode(Number.parseInt(hex, 16));
