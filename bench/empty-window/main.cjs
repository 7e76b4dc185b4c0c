// The least that Electron can be: one window, nothing in it. Says when that is painted, as the app does of its
// first tree.
const { app, BrowserWindow } = require('electron');

const PAINTED =
  'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(Date.now()))))';

app.whenReady().then(async () => {
  const window = new BrowserWindow({ width: 1440, height: 900 });
  await window.loadURL('about:blank');
  const at = await window.webContents.executeJavaScript(PAINTED);
  process.stdout.write(`Painted at ${new Date(at).toISOString()}.\n`);
});
app.on('window-all-closed', () => app.quit());
