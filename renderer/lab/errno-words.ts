/** What the errors of the lab's calls mean there; see the manual page of each call. */
const WORDS: Readonly<Record<string, string>> = {
  ECHILD: 'no such child is left to wait for',
  EINTR: 'a signal came in between',
  EAGAIN: 'the limit of processes is reached',
  ENOMEM: 'the memory does not suffice',
  ESRCH: 'there is no such process any more',
  EPERM: 'not permitted',
  EINVAL: 'the arguments make no sense together',
};

export const errnoWords = (errno: string): string => WORDS[errno] ?? '';
