// Mends that the check offers: done here as changes that can be undone.
import type { Mend } from '../editing/types';
import { rename, write, type Board } from './board';
import type { Shape } from './kit';
import { show } from './marks';

/** Mends a place by one change; where there is something to choose, the place is shown with its panel. */
export function mend(board: Board, { kind, element, property, choices }: Mend): boolean {
  const shape = board.kit('elementRegistry').get(element);
  const [only] = choices;
  if (!shape) return false;
  if (kind === 'remove') return done(() => write(board, shape, property, ''));
  if (choices.length !== 1 || !only) return lead(board, element, property);
  if (kind === 'property') return done(() => write(board, shape, property, only.value));
  if (kind === 'name') return done(() => rename(board, shape, only.value));
  if (kind === 'id') return done(() => board.kit('modeling').updateProperties(shape, { id: only.value }));
  return done(() => setDefault(board, shape, only.value));
}

function setDefault({ kit }: Board, shape: Shape, arrow: string): void {
  const found = shape.outgoing.find(({ id }) => id === arrow);
  if (found) kit('modeling').updateProperties(shape, { default: found.businessObject });
}

/** Leads to the field of the panel in which it is mended. */
function lead(board: Board, element: string, property: string): boolean {
  const shown = show(board, element);
  setTimeout(() => {
    const field = document.querySelector<HTMLElement>(`.panel [data-name="${property}"]`);
    field?.closest('details.panel-group')?.setAttribute('open', '');
    field?.focus();
  }, 100); // after the panel has turned to the element
  return shown;
}

function done(change: () => void): true {
  change();
  return true;
}
