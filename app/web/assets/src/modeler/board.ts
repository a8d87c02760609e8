// The drawing board as the panels see it: the parts of the kit, what the office offers, and who is told of changes.
import type { Catalogue } from './catalogue';
import { setProperties } from './extensions';
import type { Kit, Part, Shape } from './kit';
import { is } from './kit';

export interface Board {
  kit: Kit;
  catalogue: Catalogue;
  frozen: boolean; // it can be read, not changed
}

/** What the panel shows: the selected element, or else the procedure as a whole. */
export function shown({ kit }: Board): Shape {
  const chosen = kit('selection').get().map((shape) => shape.labelTarget ?? shape);
  return chosen.length === 1 && chosen[0] ? chosen[0] : kit('canvas').getRootElement();
}

/** The procedure of the drawing, whether it stands in a pool or not. */
export function processOf({ kit }: Board): Part {
  const root = kit('canvas').getRootElement().businessObject;
  if (is(root, 'Process')) return root;
  const pools = root.get<Part[]>('participants') ?? [];
  const found = pools.map((pool) => pool.get<Part | undefined>('processRef')).find(Boolean);
  if (!found) throw new Error('There is no procedure in this drawing');
  return found;
}

/** Writes one property of an element. */
export function write(board: Board, shape: Shape, name: string, value: string): void {
  setProperties(board.kit, shape, shape.businessObject, { [name]: value.trim() });
}

/** Names an element. */
export function rename(board: Board, shape: Shape, name: string): void {
  board.kit('modeling').updateProperties(shape, { name: name || undefined });
}

/** Writes what an element is for. */
export function explain({ kit }: Board, shape: Shape, part: Part, text: string): void {
  const said = text ? [kit('bpmnFactory').create('bpmn:Documentation', { text })] : [];
  for (const each of said) each.$parent = part;
  kit('modeling').updateModdleProperties(shape, part, { documentation: said });
}
