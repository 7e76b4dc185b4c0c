import { FIELDS_GUIDE, type GuideLine, LANGUAGE_GUIDE, VALUES_GUIDE } from '../../core/query/guide.ts';
import { carryOut } from '../frame/commands.ts';
import { PanelDialog } from '../frame/panel-dialog.tsx';
import { useModel } from '../model.ts';
import './search-help-dialog.css';

/** All that can be typed into the search field, as docs/cli.md has it. */
export function SearchHelpDialog() {
  const model = useModel();
  const { searchHelpShown, tree } = model;
  const tryOut = (query: string): void => {
    searchHelpShown.set(false);
    tree.find(query);
    carryOut(model, 'search');
  };
  return (
    <PanelDialog title="How to search" shown={searchHelpShown} className="search-help-dialog">
      <div className="dialog-body">
        <Lines title="Words and terms" className="help-terms" lines={LANGUAGE_GUIDE} onTry={tryOut} />
        <Lines title="Fields" className="help-fields" lines={FIELDS_GUIDE} onTry={tryOut} />
        <Lines title="Their values" className="help-values" lines={VALUES_GUIDE} />
      </div>
    </PanelDialog>
  );
}

interface LinesProps {
  readonly title: string;
  readonly className: string;
  readonly lines: readonly GuideLine[];
  readonly onTry?: (query: string) => void;
}

function Lines({ title, className, lines, onTry }: LinesProps) {
  return (
    <section className={className}>
      <h3>{title}</h3>
      <dl>
        {lines.map(({ writing, about }) => (
          <div key={writing}>
            <dt>
              {onTry === undefined ? (
                <code>{writing}</code>
              ) : (
                <button type="button" className="link code" onClick={() => onTry(writing)}>
                  {writing}
                </button>
              )}
            </dt>
            <dd>{about}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
