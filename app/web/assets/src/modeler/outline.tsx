// The drawing as a list: what a screen reader reads, and where everything can be reached by keyboard.
import { useEffect, useState } from '@bpmn-io/properties-panel/preact/hooks';
import { say } from '../editing/translate';
import type { Board } from './board';
import { is, type Shape } from './kit';
import { kindOf, nameOf } from './words';

export function Outline({ board, onPick }: { board: Board; onPick: (shape: Shape) => void }) {
  const [, turn] = useState(0);
  useEffect(() => board.kit('eventBus').on(['commandStack.changed', 'import.done', 'selection.changed'], 100, () => void setTimeout(() => turn((before) => before + 1))), []);
  const chosen = board.kit('selection').get()[0];
  return (
    <ul class="outline" aria-label={say('Elements of the drawing')}>
      {inOrder(board).map((shape) => (
        <li key={shape.id} style={{ '--deep': depth(shape) }}>
          <button type="button" class="outline-item" data-element={shape.id} aria-current={shape === chosen} onClick={() => onPick(shape)}>
            <span class="outline-name">{nameOf(shape)}</span><span class="meta">{told(shape)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Lists the elements from left to right as the arrows lead, phases before what is in them. */
function inOrder({ kit }: Board): Shape[] {
  const all = kit('elementRegistry').filter((shape) => is(shape, 'FlowNode') && !shape.labelTarget);
  const starts = all.filter((shape) => is(shape, 'StartEvent'));
  const found = new Set<Shape>();
  const walk = (shape: Shape) => {
    if (found.has(shape)) return;
    found.add(shape);
    shape.children.filter((each) => is(each, 'StartEvent')).forEach(walk);
    shape.outgoing.forEach(({ target }) => target && target.parent === shape.parent && walk(target));
    shape.attachers.forEach(walk);
  };
  [...starts.filter(({ parent }) => !is(parent, 'SubProcess')), ...all].forEach(walk);
  return [...found].filter((shape) => is(shape, 'FlowNode'));
}

function depth(shape: Shape): number {
  let deep = is(shape, 'BoundaryEvent') ? 1 : 0;
  for (let above = shape.parent; above; above = above.parent) if (is(above, 'SubProcess')) deep += 1;
  return deep;
}

function told(shape: Shape): string {
  const next = shape.outgoing.map(({ target }) => target && nameOf(target)).filter(Boolean);
  return next.length ? say('{kind}; then: {next}', { kind: kindOf(shape), next: next.join(', ') }) : kindOf(shape);
}
