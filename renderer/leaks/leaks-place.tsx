import { counted } from '../../core/format.ts';
import { useModel } from '../model.ts';
import type { LeakOrder } from '../store/settings.ts';
import { useValue } from '../store/value.ts';
import { ForgetDialog } from './forget-dialog.tsx';
import { SPANS, type Span } from './incidents-store.ts';
import { Lately } from './lately.tsx';
import { leakersInWords } from './leakers-table.tsx';
import { LeaksNow } from './leaks-now.tsx';
import './leaks.css';

/** Who does not collect its children: now, and in the days before. */
export function LeaksPlace() {
  const { incidents, live } = useModel();
  const span = useValue(incidents.span);
  const now = span.ms === null || !live;
  return (
    <div className="leaks">
      <header className="bar">
        <h1>Leaks</h1>
        {live ? (
          <fieldset className="segments" aria-label="When">
            {SPANS.map((one) => (
              <button
                key={one.title}
                type="button"
                aria-pressed={one === span}
                onClick={() => incidents.choose(one)}
              >
                {one.title}
              </button>
            ))}
          </fieldset>
        ) : null}
        <span className="leaks-about">parents that do not collect their dead children</span>
        <Sum span={span} />
        {now && live ? <OrderSwitch /> : null}
      </header>
      {now ? <LeaksNow /> : <Lately />}
      <ForgetDialog />
    </div>
  );
}

const ORDERS: readonly { readonly order: LeakOrder; readonly title: string; readonly says: string }[] = [
  { order: 'held', title: 'Most zombies', says: 'Those that hold most first' },
  { order: 'pace', title: 'Fastest', says: 'Those that leave their children fastest first' },
];

function OrderSwitch() {
  const { settings } = useModel();
  const { leakOrder } = useValue(settings);
  return (
    <fieldset className="segments" aria-label="Order">
      {ORDERS.map(({ order, title, says }) => (
        <button
          key={order}
          type="button"
          title={says}
          aria-pressed={order === leakOrder}
          onClick={() => settings.change({ leakOrder: order })}
        >
          {title}
        </button>
      ))}
    </fieldset>
  );
}

function Sum({ span }: { readonly span: Span }) {
  const { leaks: store, incidents, live } = useModel();
  const shown = useValue(store.shown);
  const leakers = useValue(incidents.leakers);
  if (span.ms !== null && live) {
    return leakers === null || leakers.incidents === 0 ? null : (
      <span className="chip tone-zombie leaks-sum">{leakersInWords(leakers.leakers, leakers.incidents)}</span>
    );
  }
  const holding = shown?.leaks.filter(({ held }) => held > 0) ?? [];
  const held = holding.reduce((sum, leak) => sum + leak.held, 0);
  return held === 0 ? null : (
    <span className="chip tone-zombie leaks-sum">
      {counted(held, 'zombie')}, {counted(holding.length, 'parent')}
    </span>
  );
}
