import type { RequestChannel } from '../../core/contract.ts';
import { fail, type Result } from '../../core/result.ts';
import { isLive, type View } from '../../core/view.ts';

/** What a window may ask that shows something kept. Everything else acts on the live machine, or asks it. */
const OF_ANY_VIEW: ReadonlySet<RequestChannel> = new Set<RequestChannel>([
  'app:about',
  'app:prefer',
  'app:ticks',
  'app:hasTray',
  'sampler:attach',
  'history:events',
  'history:above',
  'history:leaks',
  'export:preview',
  'export:save',
  'export:cancel',
  'export:copy',
  'export:text',
  'export:savePicture',
  'export:copyPicture',
  'export:prepareDrag',
  'export:drag',
  'recording:overview',
  'recording:seek',
  'view:open',
  'view:openDropped',
  'view:compare',
  'view:recent',
  'comparison:changed',
  'comparison:copy',
  'comparison:save',
  'view:showLive',
]);

/** Not only hidden in the page: whatever a page asks, from a window that is not live no process is reached. */
export const refusedWhereNotLive = (channel: RequestChannel, view: View): Result<never> | null =>
  isLive(view) || OF_ANY_VIEW.has(channel)
    ? null
    : fail(
        'not-live',
        'This window is not live: it shows processes as they were kept, and reaches none.',
        'Do it in the window that shows the machine as it is.',
      );
