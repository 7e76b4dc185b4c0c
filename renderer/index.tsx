import { about, processes, sampler } from './beginning.ts';
// The common rules come before those of the components, which refine them.
import './theme/fonts.css';
import './theme/tokens.css';
import './theme/base.css';
import './theme/controls.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { bridge } from './bridge.ts';
import { Model } from './model.ts';
import { wearTheme } from './theme/wear-theme.ts';

/** Nobody takes notice of a window that is empty for so long. */
const PATIENCE_MS = 250;

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root.');

const told = await about;
const model = new Model(bridge, told.ok ? told.value.view : { kind: 'live' }, { processes, sampler });
wearTheme(model.settings);
const begun = new Promise<void>((resolve) => {
  const forget = sampler.state.subscribe(() => {
    forget();
    resolve();
  });
});
model.start();
// Drawn once, and with the first state, unless that is so long in coming that it has to be said.
await Promise.race([begun, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
createRoot(root).render(<App model={model} />);
