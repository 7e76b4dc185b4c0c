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

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root.');

const about = await bridge.request('app:about');
const model = new Model(bridge, about.ok ? about.value.view : { kind: 'live' });
wearTheme(model.settings);
model.start();
createRoot(root).render(<App model={model} />);
