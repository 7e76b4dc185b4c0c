import type { ElectronApplication } from 'playwright/test';

/** The system's own dialogs cannot be clicked: they answer at once instead. An empty path is “Cancel”. */
export const chooseFile = (electron: ElectronApplication, path: string): Promise<void> =>
  electron.evaluate(({ dialog }, file) => {
    dialog.showOpenDialog = async () => ({ canceled: file === '', filePaths: file === '' ? [] : [file] });
  }, path);

export const answerSaveDialog = (electron: ElectronApplication, path: string): Promise<void> =>
  electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: filePath === '', filePath });
  }, path);
