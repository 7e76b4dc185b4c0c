import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Names of users by uid: `/etc/passwd` at once, and `id -un UID` in the background for those
 * that it does not list (LDAP, macOS). An unknown uid has no name, and is asked for once.
 */
export class Users {
  #names = new Map<number, string | null>();

  constructor() {
    let text = '';
    try {
      text = readFileSync('/etc/passwd', 'utf8');
    } catch {
      // No such file (Windows, a bare container): every name is asked for.
    }
    for (const line of text.split('\n')) {
      const [name, , uid] = line.split(':');
      if (name !== undefined && uid !== undefined && uid !== '' && !this.#names.has(Number(uid))) {
        this.#names.set(Number(uid), name);
      }
    }
  }

  /** The name, or `null` where there is none or none is known yet. */
  nameOf(uid: number): string | null {
    const name = this.#names.get(uid);
    if (name !== undefined) return name;
    this.#names.set(uid, null);
    execFile('id', ['-un', String(uid)], { timeout: 2_000 }, (error, stdout) => {
      const found = error === null ? stdout.trim() : '';
      if (found !== '') this.#names.set(uid, found);
    });
    return null;
  }
}
