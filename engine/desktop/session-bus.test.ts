import { expect, it } from 'vitest';
import { canHaveBus, startSessionBus } from '../testing/session-bus.ts';
import { desktopHasTray, hasSessionBus, SessionBus } from './session-bus.ts';

it.runIf(process.platform === 'linux' && canHaveBus())(
  'a tray is there once somebody on the bus shows one, and no longer',
  async () => {
    const bus = await startSessionBus();
    try {
      expect(hasSessionBus()).toBe(true);
      expect(await desktopHasTray()).toBe(false);
      await bus.showTray();
      expect(await desktopHasTray()).toBe(true);
      const asking = await SessionBus.connect();
      expect(await asking?.ask('NoSuchQuestion')).toBeNull();
      expect(await asking?.ask('NameHasOwner', 'org.freedesktop.DBus')).toBe(1);
      asking?.close();
    } finally {
      await bus.close();
    }
  },
);

it.runIf(process.platform === 'linux')('without a bus there is none', async () => {
  const before = process.env.DBUS_SESSION_BUS_ADDRESS;
  try {
    process.env.DBUS_SESSION_BUS_ADDRESS = 'unix:path=/nowhere/bus';
    expect(await desktopHasTray()).toBe(false);
    process.env.DBUS_SESSION_BUS_ADDRESS = 'disabled:';
    expect(hasSessionBus()).toBe(false);
  } finally {
    if (before === undefined) delete process.env.DBUS_SESSION_BUS_ADDRESS;
    else process.env.DBUS_SESSION_BUS_ADDRESS = before;
  }
});
