import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

/**
 * The compiled helper, or `null` where it has not been built.
 * @param root - the folder that holds `native/`: the checkout, or the resources of the packaged app
 */
export function nativeProgram(root: string): string | null {
  for (const path of [
    join(root, 'native', 'build', 'reaptree-native'),
    join(root, 'native', 'reaptree-native'),
  ]) {
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not this one.
    }
  }
  return null;
}
