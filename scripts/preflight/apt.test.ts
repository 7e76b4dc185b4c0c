import { describe, expect, it } from 'vitest';
import { choosePackages } from './apt.mjs';

const wanted = ['libgtk-3-0', 'libasound2', 'libnss3', 'xvfb'];
const since64 = ['libgtk-3-0t64', 'libasound2t64', 'libnss3', 'xvfb'];

describe('choosePackages', () => {
  it('takes the plain names where the release knows them', () => {
    expect(choosePackages(wanted, new Set([...wanted, 'mozart-t64']))).toEqual(wanted);
  });

  it('takes the t64 names where the release knows them', () => {
    expect(choosePackages(wanted, new Set(since64))).toEqual(since64);
  });

  it('prefers the t64 name where an upgrade left the old package installed', () => {
    expect(choosePackages(['libgtk-3-0'], new Set(['libgtk-3-0', 'libgtk-3-0t64']))).toEqual([
      'libgtk-3-0t64',
    ]);
  });

  it('tells the release by what is installed before the first apt-get update', () => {
    expect(choosePackages(wanted, new Set(['bash', 'libssl3t64']))).toEqual(since64);
    expect(choosePackages(wanted, new Set(['bash', 'libssl3']))).toEqual(wanted);
    expect(choosePackages(wanted, new Set())).toEqual(wanted);
  });
});
