import { fail, type Result } from '../../core/result.ts';
import type { RefusedReply } from './line.ts';

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** What the helper's refusal means to whoever pressed the button. */
export function refusalOf(reply: RefusedReply): Result<never> {
  const message = sentence(reply.message);
  switch (reply.error) {
    case 'usage':
      return fail('invalid', message);
    case 'busy':
      return fail('refused', message, 'Let it finish, or send it a signal: that works at any time.');
    case 'gone':
      return fail('gone', message);
    case 'not-ours':
      return fail('refused', message, 'The lab signals nobody but its own processes.');
    case 'system':
      return bySystem(reply.errno, message);
  }
}

function bySystem(errno: string, message: string): Result<never> {
  const told = `${message.slice(0, -1)} (${errno}).`;
  if (errno === 'EPERM' || errno === 'EACCES') return fail('not-permitted', told);
  if (errno === 'EAGAIN' || errno === 'ENOMEM' || errno === 'EMFILE' || errno === 'ENFILE') {
    return fail('unavailable', told, 'A limit of the system is reached: end some processes and try again.');
  }
  if (errno === 'ENOSYS') return fail('unavailable', told, 'The lab needs Linux 5.3 or newer.');
  return fail('io', told);
}
