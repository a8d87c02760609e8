// The fields that a place in the drawing can know: those of the forms of the steps that lead to it.
import type { Catalogue, FormField } from './catalogue';
import { property } from './extensions';
import { eventOf, is, type Kit, type Shape } from './kit';

export interface Known extends FormField {
  step: string; // the name of the step that asks for it
}

/** Lists the fields that are answered before this place, the nearest step first. */
export function fieldsBefore(kit: Kit, at: Shape, catalogue: Catalogue): Known[] {
  const found = new Map<string, Known>();
  for (const shape of before(kit, at)) {
    const form = catalogue.forms.find(({ key }) => key === property(shape.businessObject, 'form'));
    for (const field of form?.fields ?? []) {
      if (!found.has(field.key)) found.set(field.key, { ...field, step: shape.businessObject.name ?? shape.id });
    }
    for (const field of setBy(shape)) if (!found.has(field.key)) found.set(field.key, field);
  }
  for (const field of catalogue.known[at.id] ?? []) if (!found.has(field.key)) found.set(field.key, { ...field, step: '' });
  return [...found.values()];
}

/** Walks back from an element: along its arrows, into phases that come before, and out of the phase it stands in. */
function before(kit: Kit, at: Shape): Shape[] {
  const first = is(at, 'SequenceFlow') ? at.source : at;
  const found = new Set<Shape>(first ? [first] : []);
  for (const shape of found) {
    for (const each of shape.incoming) if (each.source) found.add(each.source);
    if (shape.host) found.add(shape.host);
    if (is(shape, 'SubProcess') && !holds(shape, at)) inside(kit, shape).forEach((each) => found.add(each));
    if (is(shape, 'StartEvent') && is(shape.parent, 'SubProcess') && shape.parent) found.add(shape.parent);
  }
  return [...found];
}

function inside(kit: Kit, phase: Shape): Shape[] {
  return kit('elementRegistry').filter((each) => holds(phase, each) && (is(each, 'Activity') || eventOf(each.businessObject) !== ''));
}

function holds(phase: Shape, each: Shape): boolean {
  for (let above = each.parent; above; above = above.parent) if (above === phase) return true;
  return false;
}

function setBy(shape: Shape): Known[] {
  const step = shape.businessObject.name ?? shape.id;
  const given = property(shape.businessObject, 'given');
  const script = is(shape, 'ScriptTask') ? (shape.businessObject.get<string | undefined>('script') ?? '') : '';
  const names = [...given.split(','), ...[...script.matchAll(/^\s*([a-z_]\w*)\s*=[^=]/gm)].map((each) => each[1] ?? '')];
  return names
    .map((name) => name.trim())
    .filter(Boolean)
    .map((key) => ({ key, label: key, type: 'textfield', route: true, values: [], step }));
}
