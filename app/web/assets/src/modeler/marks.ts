// What the gate says, as numbers on the drawing: the same numbers as in the list, in the colour of what they mean.
import { say } from '../editing/translate';
import type { Board } from './board';
import type { Shape } from './kit';
import { nameOf } from './words';

export interface Told {
  element: string;
  number: number;
  wrong: boolean; // it would run wrongly; else something is missing or to be settled
  message: string;
}

const KIND = 'gate';

/** Puts the marks on the drawing, in place of those before. */
export function mark({ kit }: Board, told: Told[], onPick: (number: number) => void): void {
  kit('overlays').remove({ type: KIND });
  for (const [id, all] of group(told)) {
    const shape = kit('elementRegistry').get(id);
    if (shape) kit('overlays').add(id, KIND, { position: at(shape), scale: { min: 0.9, max: 1.1 }, html: badge(shape, all, onPick) });
  }
}

function group(told: Told[]): Map<string, Told[]> {
  const groups = new Map<string, Told[]>();
  for (const each of told) groups.set(each.element, [...(groups.get(each.element) ?? []), each]);
  return groups;
}

function at(shape: Shape) {
  const middle = shape.waypoints?.[Math.floor((shape.waypoints.length - 1) / 2)];
  return middle ? { left: 6, top: 6 } : { top: -12, left: -12 };
}

function badge(shape: Shape, told: Told[], onPick: (number: number) => void): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = told.some(({ wrong }) => wrong) ? 'gate-mark gate-wrong' : 'gate-mark';
  button.textContent = told.map(({ number }) => number).join(', ');
  button.title = told.map(({ message }) => message).join('\n');
  button.setAttribute('aria-label', say('Note {numbers} on «{name}»', { numbers: button.textContent, name: nameOf(shape) }));
  button.addEventListener('click', () => onPick(told[0]?.number ?? 0));
  return button;
}

/** Shows an element: selected, and in sight. */
export function show({ kit }: Board, id: string): boolean {
  const shape = kit('elementRegistry').get(id);
  if (!shape) return false;
  kit('selection').select(shape);
  kit('canvas').scrollToElement(shape, 100);
  kit('canvas').focus();
  return true;
}
