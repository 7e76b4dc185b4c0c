import { Download, History, PanelRight, Skull } from 'lucide-react';
import { count, counted } from '../../core/format.ts';
import { carryOut } from '../frame/commands.ts';
import { Tip } from '../frame/tip.tsx';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import { LayoutSwitch } from './layout-switch.tsx';
import { PaceControl } from './pace-control.tsx';
import { SearchField } from './search-field.tsx';
import { ORPHANS_ONLY, ZOMBIES_ONLY } from './tree-view.ts';
import { ViewMenu } from './view-menu.tsx';
import './top-bar.css';

export function TopBar() {
  const model = useModel();
  const details = useValue(model.details);
  // A comparison is saved from the bar that tells what changed.
  const comparing = useValue(model.view).kind === 'comparison';
  return (
    <header className="bar top-bar">
      <h1 className="unseen">Processes</h1>
      <SearchField />
      <LayoutSwitch />
      <Counts />
      <div className="bar-end">
        {model.live ? <LookBack /> : null}
        {model.live ? <PaceControl /> : null}
        {comparing ? null : (
          <button
            type="button"
            className="button export"
            onClick={() => carryOut(model, 'export')}
            aria-label="Export…"
          >
            <Download size={15} aria-hidden />
            <span className="export-word">Export…</span>
          </button>
        )}
        <ViewMenu />
        <Tip text={details ? 'Hide the details' : 'Show the details'}>
          <button
            type="button"
            className="button square"
            aria-label="Details"
            aria-pressed={details}
            onClick={() => model.details.show(!details)}
          >
            <PanelRight size={15} aria-hidden />
          </button>
        </Tip>
      </div>
    </header>
  );
}

function LookBack() {
  const model = useModel();
  return (
    <Tip text="Look back at the last minutes" shortcut="B">
      <button
        type="button"
        className="button square"
        aria-label="Look back"
        onClick={() => carryOut(model, 'look-back')}
      >
        <History size={15} aria-hidden />
      </button>
    </Tip>
  );
}

function Counts() {
  const { processes, tree } = useModel();
  const facts = useValue(processes.facts);
  const query = useValue(tree.search).text.trim();
  const found = useValue(tree.found);
  if (facts === null) return null;
  return (
    <div className="counts">
      <button
        type="button"
        className={`chip ${facts.zombies > 0 ? 'tone-zombie' : ''}`}
        aria-label={facts.zombies === 0 ? 'no zombies' : counted(facts.zombies, 'zombie')}
        aria-pressed={query === ZOMBIES_ONLY}
        title={query === ZOMBIES_ONLY ? 'Show all processes again' : 'Show only zombies and their ancestors'}
        onClick={() => tree.toggle(ZOMBIES_ONLY)}
      >
        <Skull size={13} strokeWidth={2.3} aria-hidden />
        {facts.zombies === 0 ? null : count(facts.zombies)}
        <span className="chip-word">
          {facts.zombies === 0 ? 'no zombies' : facts.zombies === 1 ? ' zombie' : ' zombies'}
        </span>
      </button>
      {facts.orphans > 0 || query === ORPHANS_ONLY ? (
        <button
          type="button"
          className="chip tone-orphan"
          aria-pressed={query === ORPHANS_ONLY}
          title={
            query === ORPHANS_ONLY ? 'Show all processes again' : 'Show only orphans and their ancestors'
          }
          onClick={() => tree.toggle(ORPHANS_ONLY)}
        >
          {counted(facts.orphans, 'orphan')}
        </button>
      ) : null}
      <span className="total" data-searched={found !== null || undefined}>
        {found === null ? null : `${count(found.count)} of `}
        {count(facts.processes)}
        <span className="total-word"> {facts.processes === 1 ? 'process' : 'processes'}</span>
      </span>
    </div>
  );
}
