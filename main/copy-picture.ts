// As a whole: an older Electron lacks some of its parts, and would not start if they were named here.
import * as electron from 'electron';
import { fail, ok, type Result } from '../core/result.ts';

/** Before Electron 45 the clipboard had a method for pictures, and no items. */
interface OlderClipboard {
  writeImage(picture: Electron.NativeImage): void;
}

const isOlder = (clipboard: object): clipboard is OlderClipboard => 'writeImage' in clipboard;

/** Puts a picture onto the clipboard, and not the address of one. */
export async function copyPicture(png: Uint8Array): Promise<Result<null>> {
  const { clipboard, nativeImage } = electron;
  const picture = nativeImage.createFromBuffer(Buffer.from(png));
  if (picture.isEmpty()) return fail('invalid', 'That is no picture.');
  if (isOlder(clipboard)) clipboard.writeImage(picture);
  else {
    const data = new Blob([new Uint8Array(png)], { type: 'image/png' });
    await clipboard.write([new electron.ClipboardItem({ 'image/png': data })]);
  }
  return ok(null);
}
