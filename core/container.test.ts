import { expect, it } from 'vitest';
import { containerOf } from './container.ts';

const ID = '0123456789ab'.padEnd(64, 'c');
const INNER = 'fedcba987654'.padEnd(64, 'd');

it.each([
  ['Docker with systemd', `/system.slice/docker-${ID}.scope`, '0123456789ab'],
  ['Docker without', `/docker/${ID}`, '0123456789ab'],
  [
    'Podman',
    `/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-${ID}.scope/container`,
    '0123456789ab',
  ],
  ['containerd below Kubernetes', `/kubepods/burstable/pod1f2e/${ID}`, '0123456789ab'],
  ['CRI-O', `/kubepods.slice/kubepods-pod1f.slice/crio-${ID}.scope`, '0123456789ab'],
  ['containerd with systemd', `/kubepods.slice/cri-containerd:${ID}`, '0123456789ab'],
  ['one in another', `/docker/${ID}/docker/${INNER}`, 'fedcba987654'],
  ['systemd-nspawn', '/machine.slice/machine-my\\x2dbox.scope/payload', 'my-box'],
  ['LXC', '/lxc.payload.web/init.scope', 'web'],
  ['none', '/user.slice/user-1000.slice/session-2.scope', null],
  ['the root', '/', null],
])('%s', (_runtime, cgroup, container) => expect(containerOf(cgroup)).toBe(container));

it('knows nothing of what is not known', () => expect(containerOf(null)).toBeNull());
