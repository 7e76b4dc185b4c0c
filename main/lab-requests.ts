import type { RequestChannel } from '../core/contract.ts';
import { ok } from '../core/result.ts';
import type { Lab } from '../engine/lab/lab.ts';
import type { StartedLab } from '../engine/lab/started/started-lab.ts';
import type { Handlers } from './ipc.ts';

type LabChannel = Extract<RequestChannel, `lab:${string}`>;

/** What the page may ask of the lab, each by the method that does it. */
export const labRequests = (lab: Lab | StartedLab): Pick<Handlers, LabChannel> => ({
  'lab:state': () => ok(lab.state),
  'lab:startParent': () => lab.startParent(),
  'lab:fork': (order) => lab.fork(order.parent, order),
  'lab:wait': ({ parent }) => lab.wait(parent),
  'lab:waitpid': ({ parent, child, nohang }) => lab.waitpid(parent, child, nohang),
  'lab:kill': ({ key, signal }) => lab.kill(key, signal),
  'lab:endParent': ({ parent }) => lab.endParent(parent),
  'lab:cleanUp': () => lab.cleanUp(),
  'lab:cancelFork': ({ parent }) => lab.cancelFork(parent),
  'lab:setReaping': ({ parent, policy, everyMs }) => lab.setReaping(parent, policy, everyMs),
  'lab:exec': ({ parent, command }) => lab.exec(parent, command),
  'lab:daemonise': ({ parent, lifeMs }) => lab.daemonise(parent, lifeMs),
  'lab:interrupt': ({ parent }) => lab.interrupt(parent),
  'lab:most': () => ok(lab.most),
  'lab:scenarios': () => ok(lab.scenarios),
  'lab:runScenario': (order) => lab.runScenario(order),
  'lab:stepScenario': () => lab.stepScenario(),
  'lab:pressKey': ({ key }) => lab.pressKey(key),
  'lab:stopScenario': () => lab.stopScenario(),
});
