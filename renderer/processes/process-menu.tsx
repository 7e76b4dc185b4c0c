import { ContextMenu } from '@base-ui/react/context-menu';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { visible } from '../../core/format.ts';
import type { ProcessKey } from '../../core/process.ts';
import { SIGNAL_NAMES, SIGNALS, type SignalName } from '../../core/signals.ts';
import { useWhyNot } from '../actions/read-only-badge.tsx';
import { copy } from '../copy.ts';
import { useModel } from '../model.ts';
import type { ProcessRow } from '../store/process-store.ts';

export const USUAL_SIGNALS: readonly SignalName[] = [
  'SIGTERM',
  'SIGKILL',
  'SIGSTOP',
  'SIGCONT',
  'SIGHUP',
  'SIGINT',
];
const OTHER_SIGNALS = SIGNAL_NAMES.filter((name) => !USUAL_SIGNALS.includes(name));

interface ProcessMenuProps {
  readonly of: ProcessKey | null;
  readonly children: ReactNode;
}

/** What can be done with the process under the pointer, or with the selected one by the menu key. */
export function ProcessMenu({ of, children }: ProcessMenuProps) {
  const { processes } = useModel();
  const row = of === null ? undefined : processes.row(of);
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger className="tree-holder">{children}</ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Positioner className="layer">
          <ContextMenu.Popup className="popup" aria-label="Process">
            {row === undefined ? (
              <ContextMenu.Item className="menu-item" disabled>
                It has ended
              </ContextMenu.Item>
            ) : (
              <Items row={row} />
            )}
          </ContextMenu.Popup>
        </ContextMenu.Positioner>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}

function Items({ row }: { readonly row: ProcessRow }) {
  const { tree, processes, settings } = useModel();
  const { key, pid, name, command } = row.process;
  const node = processes.tree.node(key);
  const parent = node?.parent ?? null;
  const childless = node === undefined || node.children.length === 0;
  const parentName = parent === null ? undefined : processes.row(parent.key)?.process.name;
  return (
    <>
      <div className="menu-label">
        {visible(name)} ({pid})
      </div>
      <ActItems row={row} />
      <SignalMenu row={row} />
      <ContextMenu.Item className="menu-item" onClick={() => settings.change({ details: true })}>
        Details <span className="end">Enter</span>
      </ContextMenu.Item>
      <ContextMenu.Separator className="menu-separator" />
      <ContextMenu.Item className="menu-item" onClick={() => copy(String(pid))}>
        Copy pid
      </ContextMenu.Item>
      <ContextMenu.Item className="menu-item" disabled={command === ''} onClick={() => copy(command)}>
        Copy command
      </ContextMenu.Item>
      <ContextMenu.Item className="menu-item" onClick={() => copy(key)}>
        Copy key
      </ContextMenu.Item>
      <ContextMenu.Separator className="menu-separator" />
      <ContextMenu.Item
        className="menu-item"
        disabled={childless}
        onClick={() => tree.setAllExpanded(key, true)}
      >
        Expand all below
      </ContextMenu.Item>
      <ContextMenu.Item
        className="menu-item"
        disabled={childless}
        onClick={() => tree.setAllExpanded(key, false)}
      >
        Collapse all below
      </ContextMenu.Item>
      <ContextMenu.Item
        className="menu-item"
        disabled={parent === null}
        onClick={() => parent !== null && tree.show(parent.key)}
      >
        Go to parent {parentName === undefined ? null : <span className="end">{visible(parentName)}</span>}
      </ContextMenu.Item>
    </>
  );
}

/** What ends, halts or slows a process. In read-only mode the engine refuses them; here they say so. */
function ActItems({ row }: { readonly row: ProcessRow }) {
  const { acting, signalling, processes } = useModel();
  const whyNot = useWhyNot();
  const { marks, state } = row.process;
  const dead = marks.includes('zombie');
  const off = whyNot !== null || dead || marks.includes('own') || marks.includes('kernel');
  const below = processes.tree.node(row.key)?.children.length ?? 0;
  const title = whyNot ?? (dead ? 'It has ended already' : undefined);
  return (
    <>
      <ContextMenu.Item className="menu-item" disabled={off} title={title} onClick={() => acting.end([row])}>
        End… <span className="end">Delete</span>
      </ContextMenu.Item>
      <ContextMenu.Item
        className="menu-item"
        disabled={off || below === 0}
        title={title}
        onClick={() => acting.end([row], 'tree')}
      >
        End with all below…
      </ContextMenu.Item>
      <ContextMenu.Item
        className="menu-item"
        disabled={off}
        title={title}
        onClick={() => void signalling.send(row, state === 'T' ? 'SIGCONT' : 'SIGSTOP')}
      >
        {state === 'T' ? 'Continue' : 'Stop'}
      </ContextMenu.Item>
      <ContextMenu.Item
        className="menu-item"
        disabled={off}
        title={title}
        onClick={() => acting.renice([row])}
      >
        Niceness… {row.process.nice === null ? null : <span className="end">{row.process.nice}</span>}
      </ContextMenu.Item>
      <ContextMenu.Separator className="menu-separator" />
    </>
  );
}

function SignalMenu({ row }: { readonly row: ProcessRow }) {
  const whyNot = useWhyNot();
  return (
    <ContextMenu.SubmenuRoot disabled={whyNot !== null}>
      <ContextMenu.SubmenuTrigger className="menu-item" title={whyNot ?? undefined}>
        Send signal
        <span className="end">
          <ChevronRight size={14} aria-hidden />
        </span>
      </ContextMenu.SubmenuTrigger>
      <ContextMenu.Portal>
        <ContextMenu.Positioner className="layer" sideOffset={2} alignOffset={-6}>
          <ContextMenu.Popup className="popup" aria-label="Send signal">
            {USUAL_SIGNALS.map((signal) => (
              <SignalItem key={signal} row={row} signal={signal} />
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
                      <SignalItem key={signal} row={row} signal={signal} />
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

function SignalItem({ row, signal }: { readonly row: ProcessRow; readonly signal: SignalName }) {
  const { signalling } = useModel();
  return (
    <ContextMenu.Item
      className="menu-item"
      title={SIGNALS[signal]}
      onClick={() => signalling.consider(row, signal)}
    >
      {signal}…
    </ContextMenu.Item>
  );
}
