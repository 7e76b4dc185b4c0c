import { contextBridge, ipcRenderer } from 'electron';
import {
  EVENT_CHANNELS,
  type EventChannel,
  type Events,
  REQUEST_CHANNELS,
  type ReaptreeApi,
} from '../core/contract.ts';

const requests: ReadonlySet<string> = new Set(REQUEST_CHANNELS);
const events: ReadonlySet<string> = new Set(EVENT_CHANNELS);

const api: ReaptreeApi = {
  request(channel, ...payload) {
    if (!requests.has(channel)) return Promise.reject(new Error(`No such request: ${channel}`));
    return ipcRenderer.invoke(channel, ...payload);
  },
  on<C extends EventChannel>(channel: C, listener: (event: Events[C]) => void) {
    if (!events.has(channel)) throw new Error(`No such event: ${channel}`);
    // The page never gets hold of the event itself: it would lead to ipcRenderer.
    const forward = (_event: unknown, message: Events[C]) => listener(message);
    ipcRenderer.on(channel, forward);
    return () => ipcRenderer.off(channel, forward);
  },
};

contextBridge.exposeInMainWorld('reaptree', api);
