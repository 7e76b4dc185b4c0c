import { ContextMenu } from '@base-ui/react/context-menu';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { counted, visible } from '../../core/format.ts';
import type { MenuCommand } from '../../core/menu-command.ts';
import { SIGNAL_NAMES, SIGNALS, type SignalName } from '../../core/signals.ts';
import { useWhyNot } from '../actions/read-only-badge.tsx';
import { USUAL_SIGNALS } from '../actions/usual-signals.ts';
import { whomWords } from '../actions/whom.ts';
import { carryOut } from '../frame/commands.ts';
import { useModel } from '../model.ts';
import type { ProcessRow } from '../store/process-store.ts';
import { useValue } from '../store/value.ts';
import { mayBeActedOn, mayStop, NO_ZOMBIE, whyNone, zombiesAmong } from './on-selection.ts';

const OTHER_SIGNALS = SIGNAL_NAMES.filter((name) => !USUAL_SIGNALS.includes(name));

/** What can be done with the selected processes, where one of them was pointed at or the menu key was pressed. */
export function ProcessMenu({ children }: { readonly children: ReactNode }) {
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger className="tree-holder">{children}</ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Positioner className="layer">
          <ContextMenu.Popup className="popup" aria-label="Process">
            <Items />
          </ContextMenu.Popup>
        </ContextMenu.Positioner>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}

function Items() {
  const model = useModel();
  const { tree, processes } = model;
  const rows = [...useValue(tree.selection.rows).values()];
  const whyNot = useWhyNot();
  const living = rows.filter(({ endedAt }) => endedAt === null);
  const [only] = rows.length === 1 ? rows : [];
  if (living.length === 0) {
    return (
      <>
        <ContextMenu.Item className="menu-item" disabled>
          {rows.length > 1 ? 'They have ended' : 'It has ended'}
        </ContextMenu.Item>
        <Item command="its-events" keys="H" disabled={only === undefined}>
          Its events
        </Item>
      </>
    );
  }
  const nodes = living.map(({ key }) => processes.tree.node(key));
  const childless = nodes.every((node) => node === undefined || node.children.length === 0);
  const able = living.filter(mayBeActedOn);
  const zombies = zombiesAmong(processes, living).length;
  const parent = only === undefined ? null : (processes.tree.node(only.key)?.parent ?? null);
  const parentName = parent === null ? undefined : processes.row(parent.key)?.process.name;
  const stopped = able.filter((row) => !mayStop(row)).length;
  const off = whyNot !== null || able.length === 0;
  const why = whyNot ?? whyNone(living) ?? undefined;
  return (
    <>
      <div className="menu-label">{whomWords(rows)}</div>
      <Item command="end" keys="Delete" disabled={off} title={why}>
        {only === undefined ? `End ${rows.length}…` : 'End…'}
      </Item>
      <Item command="end-tree" keys="Shift Delete" disabled={off || childless} title={why}>
        End with all below…
      </Item>
      {stopped < able.length || able.length === 0 ? (
        <Item command="stop" keys="S" disabled={off} title={why}>
          {only === undefined ? 'Stop…' : 'Stop'}
        </Item>
      ) : null}
      {stopped > 0 ? (
        <Item command="continue" keys={stopped === able.length ? 'S' : undefined} disabled={off} title={why}>
          {only === undefined ? 'Continue…' : 'Continue'}
        </Item>
      ) : null}
      <Item command="nice" keys="N" disabled={off} title={why}>
        Niceness…{only?.process.nice ? ` (now ${only.process.nice})` : ''}
      </Item>
      <SignalMenu rows={rows} whyNot={whyNot} />
      <Item
        command="reap"
        keys="R"
        disabled={whyNot !== null || zombies === 0}
        title={whyNot ?? (zombies === 0 ? NO_ZOMBIE : undefined)}
      >
        {zombies > 1 ? `Reap ${zombies} zombies` : 'Reap'}
      </Item>
      <ContextMenu.Separator className="menu-separator" />
      <Item command="focus" keys="O">
        {only === undefined ? `Focus on these ${counted(living.length, 'process', 'processes')}` : 'Focus'}
      </Item>
      <Item command="details" keys="Enter">
        Details
      </Item>
      <Item command="go-to-parent" keys="P" disabled={parent === null}>
        Go to parent{parentName === undefined ? '' : `, ${visible(parentName)}`}
      </Item>
      <Item command="its-events" keys="H" disabled={only === undefined}>
        Its events
      </Item>
      <Item command="expand-below" keys="Shift →" disabled={childless}>
        Expand all below
      </Item>
      <Item command="collapse-below" keys="Shift ←" disabled={childless}>
        Collapse all below
      </Item>
      <ContextMenu.Separator className="menu-separator" />
      <Item command="copy-pid" keys="Ctrl C">
        {only === undefined ? 'Copy pids' : 'Copy pid'}
      </Item>
      <Item
        command="copy-command"
        keys="Ctrl Shift C"
        disabled={rows.every(({ process }) => process.command === '')}
      >
        {only === undefined ? 'Copy command lines' : 'Copy command line'}
      </Item>
      <Item command="copy-key">{only === undefined ? 'Copy keys' : 'Copy key'}</Item>
    </>
  );
}

interface ItemProps {
  readonly command: MenuCommand;
  readonly keys?: string | undefined;
  readonly disabled?: boolean;
  readonly title?: string | undefined;
  readonly children: ReactNode;
}

function Item({ command, keys, disabled = false, title, children }: ItemProps) {
  const model = useModel();
  return (
    <ContextMenu.Item
      className="menu-item"
      disabled={disabled}
      title={disabled ? title : undefined}
      onClick={() => carryOut(model, command)}
    >
      {children} {keys === undefined ? null : <span className="end">{keys}</span>}
    </ContextMenu.Item>
  );
}

interface SignalMenuProps {
  readonly rows: readonly ProcessRow[];
  readonly whyNot: string | null;
}

function SignalMenu({ rows, whyNot }: SignalMenuProps) {
  return (
    <ContextMenu.SubmenuRoot disabled={whyNot !== null}>
      <ContextMenu.SubmenuTrigger className="menu-item" title={whyNot ?? undefined}>
        Send signal
        <span className="end">
          K <ChevronRight size={14} aria-hidden />
        </span>
      </ContextMenu.SubmenuTrigger>
      <ContextMenu.Portal>
        <ContextMenu.Positioner className="layer" sideOffset={2} alignOffset={-6}>
          <ContextMenu.Popup className="popup" aria-label="Send signal">
            {USUAL_SIGNALS.map((signal) => (
              <SignalItem key={signal} rows={rows} signal={signal} />
            ))}
            <ContextMenu.Separator className="menu-separator" />
            <ContextMenu.SubmenuRoot>
              <ContextMenu.SubmenuTrigger className="menu-item">
                More
                <span className="end">
                  <ChevronRight size={14} aria-hidden />
                </span>
              </ContextMenu.SubmenuTrigger>
              <ContextMenu.Portal>
                <ContextMenu.Positioner className="layer" sideOffset={2} alignOffset={-6}>
                  <ContextMenu.Popup className="popup" aria-label="More signals">
                    {OTHER_SIGNALS.map((signal) => (
                      <SignalItem key={signal} rows={rows} signal={signal} />
                    ))}
                  </ContextMenu.Popup>
                </ContextMenu.Positioner>
              </ContextMenu.Portal>
            </ContextMenu.SubmenuRoot>
          </ContextMenu.Popup>
        </ContextMenu.Positioner>
      </ContextMenu.Portal>
    </ContextMenu.SubmenuRoot>
  );
}

interface SignalItemProps {
  readonly rows: readonly ProcessRow[];
  readonly signal: SignalName;
}

function SignalItem({ rows, signal }: SignalItemProps) {
  const { acting } = useModel();
  return (
    <ContextMenu.Item
      className="menu-item"
      title={SIGNALS[signal]}
      onClick={() => acting.askSignal(rows, signal)}
    >
      {signal}…
    </ContextMenu.Item>
  );
}
