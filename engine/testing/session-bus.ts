import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { SessionBus, TRAY_NAME } from '../desktop/session-bus.ts';

export const canHaveBus = (): boolean => spawnSync('dbus-daemon', ['--version']).status === 0;

/** A session bus of our own, which this process has for its own until `close`. */
export async function startSessionBus(): Promise<{ showTray(): Promise<void>; close(): Promise<void> }> {
  const daemon = spawn('dbus-daemon', ['--session', '--nofork', '--print-address'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [address] = await once(daemon.stdout, 'data');
  const before = process.env.DBUS_SESSION_BUS_ADDRESS;
  process.env.DBUS_SESSION_BUS_ADDRESS = String(address).trim();
  let tray: SessionBus | null = null;
  return {
    /** Stands for a desktop that shows icons: it owns the name by which they are found. */
    async showTray() {
      tray = await SessionBus.connect();
      tray?.stay();
      // 4: not in line, should somebody have it.
      await tray?.ask('RequestName', TRAY_NAME, 4);
    },
    async close() {
      tray?.close();
      if (before === undefined) delete process.env.DBUS_SESSION_BUS_ADDRESS;
      else process.env.DBUS_SESSION_BUS_ADDRESS = before;
      daemon.kill();
      await once(daemon, 'exit');
    },
  };
}
