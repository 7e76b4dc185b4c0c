import { ownedBy } from '../../../core/diagnosis-permission.ts';
import { Users } from '../../collect/users.ts';
import { statusOf } from './status.ts';

/** Whose process it is, and who may act on it. */
export function ownerWords(pid: number): string {
  const uid = process.platform === 'linux' ? statusOf(pid)?.uids[0] : undefined;
  return ownedBy(uid === undefined ? null : (new Users().nameOf(uid) ?? `user ${uid}`));
}
