import { contextBridge, ipcRenderer, webUtils } from 'electron';
import {
  EVENT_CHANNELS,
  type EventChannel,
  type Events,
  PRELOAD_CHANNELS,
  REQUEST_CHANNELS,
  type ReaptreeApi,
  type RequestChannel,
  type Response,
} from '../core/contract.ts';

const requests: ReadonlySet<string> = new Set(
  REQUEST_CHANNELS.filter((channel) => !PRELOAD_CHANNELS.includes(channel)),
);
const events: ReadonlySet<string> = new Set(EVENT_CHANNELS);

/** What every page asks first, asked before there is one: the answers come while it is being read. */
const early = new Map<RequestChannel, Promise<Response<RequestChannel>>>();
for (const channel of ['app:about', 'sampler:attach'] as const) {
  early.set(channel, ipcRenderer.invoke(channel));
}

/** The early answer is for its first asker; where it was asked for too early, it is asked for again. */
async function askedEarly(
  channel: RequestChannel,
  answer: Promise<Response<RequestChannel>>,
): Promise<Response<RequestChannel>> {
  early.delete(channel);
  const given = await answer;
  return given.ok ? given : ipcRenderer.invoke(channel);
}

const api: ReaptreeApi = {
  request(channel, ...payload) {
    if (!requests.has(channel)) return Promise.reject(new Error(`No such request: ${channel}`));
    const answer = payload.length === 0 ? early.get(channel) : undefined;
    return answer === undefined ? ipcRenderer.invoke(channel, ...payload) : askedEarly(channel, answer);
  },
  openDropped(file) {
    // Empty for a file that a script made up: only what was really dropped has a path.
    return ipcRenderer.invoke('view:openDropped', { file: webUtils.getPathForFile(file as File) });
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
