import { NOTHING, visible } from '../../../../core/format.ts';
import type { ProcessKey } from '../../../../core/process.ts';
import { Fact } from '../fact.tsx';
import { ConfinementPart } from './confinement-part.tsx';
import { EnvironmentPart } from './environment-part.tsx';
import { FilesPart } from './files-part.tsx';
import { LimitsPart } from './limits-part.tsx';
import { MemoryPart } from './memory-part.tsx';
import { Asked, Fold, Part } from './part.tsx';
import { SignalsPart } from './signals-part.tsx';
import { ThreadsPart } from './threads-part.tsx';

const pathOr = (path: string | null): string => (path === null ? NOTHING : visible(path));

/** What can be asked of a process besides what the samples tell. */
export function Parts({ of }: { readonly of: ProcessKey }) {
  return (
    <div className="parts">
      <Part of={of} part="places" title="Program and folder" about="where it is">
        {({ exe, cwd, root }) => (
          <dl>
            <Fact name="Executable">{pathOr(exe)}</Fact>
            <Fact name="Works in">{pathOr(cwd)}</Fact>
            {root === '/' ? null : <Fact name="Root">{pathOr(root)}</Fact>}
          </dl>
        )}
      </Part>
      <Part of={of} part="environment" title="Environment" about="as it began, secrets masked">
        {(variables) => <EnvironmentPart key={of} variables={variables} />}
      </Part>
      <Fold part="files" title="Files and sockets" about="what it has open">
        <FilesPart key={of} of={of} />
      </Fold>
      <Fold part="threads" title="Threads" about="the busiest first">
        <Asked of={of} part="threads">
          {(threads) => <ThreadsPart threads={threads} />}
        </Asked>
      </Fold>
      <Part of={of} part="signals" title="Signals" about="handled, ignored, blocked">
        {(masks) => <SignalsPart masks={masks} />}
      </Part>
      <Part of={of} part="memory" title="Memory" about="own, shared, swapped">
        {(memory) => <MemoryPart memory={memory} />}
      </Part>
      <Part of={of} part="limits" title="Limits" about="what it may use at most">
        {(limits) => <LimitsPart limits={limits} />}
      </Part>
      <Part of={of} part="confinement" title="Confinement" about="control group, namespaces">
        {(confinement) => <ConfinementPart confinement={confinement} />}
      </Part>
    </div>
  );
}
