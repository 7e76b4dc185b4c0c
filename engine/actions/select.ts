import type { Forecast, Scope, Target } from '../../core/actions.ts';
import { called } from '../../core/diagnosis.ts';
import type { ProcessKey } from '../../core/process.ts';
import type { Roots } from '../../core/reading.ts';
import { type Listed, statOf } from './listing.ts';

/** Everything that was there at one look, by pid. */
export class Look {
  readonly byPid: ReadonlyMap<number, Listed>;
  readonly #children = new Map<number, Listed[]>();

  constructor(all: readonly Listed[]) {
    this.byPid = new Map(all.map((one) => [one.pid, one]));
    for (const one of all) {
      const siblings = this.#children.get(one.ppid);
      if (siblings === undefined) this.#children.set(one.ppid, [one]);
      else siblings.push(one);
    }
  }

  has(key: ProcessKey, pid: number): boolean {
    return this.byPid.get(pid)?.key === key;
  }

  all(): IterableIterator<Listed> {
    return this.byPid.values();
  }

  children(pid: number): readonly Listed[] {
    return this.#children.get(pid) ?? [];
  }

  /** It and everything below it, the leaves before their parents. */
  below(root: Listed): Listed[] {
    const found = [root];
    const seen = new Set([root.pid]);
    // The list grows while it is walked; a ring, read while pids were given away again, is walked once.
    for (const one of found) {
      for (const child of this.children(one.pid)) {
        if (!seen.has(child.pid)) found.push(child);
        seen.add(child.pid);
      }
    }
    return found.reverse();
  }

  /** From its parent up to process 1. */
  above(pid: number): Listed[] {
    const chain: Listed[] = [];
    const seen = new Set<number>();
    for (let at = this.byPid.get(pid); at !== undefined && !seen.has(at.pid); at = this.byPid.get(at.ppid)) {
      seen.add(at.pid);
      if (at.pid !== pid) chain.push(at);
    }
    return chain;
  }
}

/** Whom an order reaches at this look: leaves first, each once. */
export function reached(look: Look, keys: readonly ProcessKey[], scope: Scope): Listed[] {
  const found = new Map<ProcessKey, Listed>();
  for (const key of keys) {
    const root = look.byPid.get(Number.parseInt(key, 10));
    if (root === undefined || root.key !== key) continue;
    for (const one of around(look, root, scope)) found.set(one.key, one);
  }
  return leavesFirst(look, [...found.values()]);
}

function around(look: Look, root: Listed, scope: Scope): Listed[] {
  switch (scope) {
    case 'one':
      return [root];
    case 'tree':
      return look.below(root);
    case 'group':
      return [...look.all()].filter(({ pgid }) => pgid === root.pgid);
    case 'session':
      return [...look.all()].filter(({ sid }) => sid === root.sid);
  }
}

function leavesFirst(look: Look, found: Listed[]): Listed[] {
  const depth = new Map(found.map(({ pid }) => [pid, look.above(pid).length]));
  return found.sort((a, b) => (depth.get(b.pid) ?? 0) - (depth.get(a.pid) ?? 0) || b.pid - a.pid);
}

/**
 * Those that belong to the order by now and were not there when it began: children of those it reaches,
 * and members of a group or session that one of them founded, so that a child whose parent has ended in
 * between is found as well.
 */
export function joined(look: Look, known: ReadonlyMap<ProcessKey, Listed>, before: Look): Listed[] {
  const pids = new Set([...known.values()].map(({ pid }) => pid));
  const found: Listed[] = [];
  let more = true;
  while (more) {
    more = false;
    for (const one of look.all()) {
      if (known.has(one.key) || pids.has(one.pid) || before.has(one.key, one.pid)) continue;
      if (!pids.has(one.ppid) && !pids.has(one.pgid) && !pids.has(one.sid)) continue;
      pids.add(one.pid);
      found.push(one);
      more = true;
    }
  }
  return leavesFirst(look, found);
}

/** The pids of Reaptree itself: what the app started, but not what the lab's helper made. */
export function oursAmong(look: Look, { own, lab }: Roots): Set<number> {
  const ours = new Set<number>();
  const queue = own === null ? [] : [own];
  for (const pid of queue) {
    if (ours.has(pid)) continue;
    ours.add(pid);
    if (pid !== lab) queue.push(...look.children(pid).map((child) => child.pid));
  }
  return ours;
}

/** Why an order does not reach this one although it lies in its way; `null` where it does. */
export function refusalOf(one: Listed, ours: ReadonlySet<number>): string | null {
  if (one.pid === 1) return 'process 1 keeps the whole system alive: Reaptree never signals it';
  if (ours.has(one.pid)) return 'it is part of Reaptree itself: quit Reaptree to end it';
  if (one.kernelThread) return 'it is a thread of the kernel, and takes no signals';
  return null;
}

/** Whether only its entry is left, which no signal clears. */
export const isZombie = ({ state, threads }: Listed): boolean => state === 'Z' && threads <= 1;

export const ONLY_REAPED = 'it has ended already: its parent must collect it';

/** Why a member of a group or session, looked at again once it is held, is none any more; else `null`. */
export function leftMeanwhile({ pid, pgid, sid }: Listed, scope: Scope): string | null {
  if ((scope !== 'group' && scope !== 'session') || process.platform !== 'linux') return null;
  const stat = statOf(pid);
  if (stat === null) return null;
  if (scope === 'group' && stat.pgrp !== pgid) return 'it has gone to another process group meanwhile';
  return scope === 'session' && stat.session !== sid ? 'it has gone to another session meanwhile' : null;
}

/** Programs without which a desktop or a login is over. */
const DESKTOP =
  /^(systemd|gnome-shell|gnome-session.*|plasmashell|kwin_(x11|wayland)|ksmserver|startplasma.*|Xorg|Xwayland|X|sway|Hyprland|weston|mutter|xfce4-session|cinnamon.*|mate-session|lxqt-session|gdm.*|sddm|lightdm|dbus-daemon|dbus-broker|sshd|login|tmux.*|screen|WindowServer|loginwindow)$/;

/** Says which of them carry the session that Reaptree itself runs in. */
export function warningsFor(look: Look, hit: readonly Listed[], { own }: Roots): string[] {
  const carriers = new Set(own === null ? [] : look.above(own).map(({ pid }) => pid));
  const warnings: string[] = [];
  for (const one of hit) {
    if (carriers.has(one.pid)) {
      const what = one.hasTerminal
        ? 'the terminal that Reaptree was started from'
        : 'what Reaptree was started from';
      warnings.push(`${called(one)} is ${what}, or above it: this session may end with it.`);
    } else if (DESKTOP.test(one.name)) {
      warnings.push(`${called(one)} carries a desktop or a login: a session may end with it.`);
    }
  }
  return warnings;
}

export function forecastOf(look: Look, keys: readonly ProcessKey[], scope: Scope, roots: Roots): Forecast {
  const found = reached(look, keys, scope);
  const ours = oursAmong(look, roots);
  const targets: Target[] = found.map((one) => ({
    key: one.key,
    pid: one.pid,
    name: one.name,
    state: one.state,
    refused: refusalOf(one, ours) ?? (isZombie(one) ? ONLY_REAPED : null),
  }));
  const hit = found.filter((_, at) => targets[at]?.refused === null);
  return {
    targets: [
      ...targets.filter(({ refused }) => refused === null),
      ...targets.filter(({ refused }) => refused !== null),
    ],
    gone: keys.filter((key) => !look.has(key, Number.parseInt(key, 10))).length,
    warnings: warningsFor(look, hit, roots),
  };
}
