// The editor fills in what it takes for granted and may leave out what it does not know. So a form is not written as the
// editor holds it: what the editor has changed since it was opened is put into the form as it came, and nothing else.
import type { Component, Json, Members } from './kit';

const isObject = (value: Json | undefined): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);
const same = (one: Json | undefined, other: Json | undefined): boolean => JSON.stringify(one) === JSON.stringify(other);

function* walk(component: Component): Generator<Component> {
  yield component;
  for (const child of childrenOf(component)) yield* walk(child);
}

const childrenOf = (component: Members): Component[] => (Array.isArray(component.components) ? (component.components as Component[]) : []);
const byId = (form: Component): Map<string, Component> => new Map([...walk(form)].slice(1).map((part) => [part.id, part]));

/**
 * The editor opens no form in which two parts have the same id, though nothing else reads ids. Such parts go by another
 * one while they are edited; `back` gives them their own again.
 */
export function toldApart(form: Component): { form: Component; back(made: Component): Component } {
  const own = new Map<string, string>();
  const seen = new Set<string>();
  const renamed = each(form, (part) => {
    let id = part.id;
    for (let turn = 2; seen.has(id); turn += 1) id = `${part.id}_${turn}`;
    seen.add(id);
    if (id !== part.id) own.set(id, part.id);
    return id;
  });
  return { form: renamed, back: (made) => each(made, (part) => own.get(part.id) ?? part.id) };
}

function each(component: Component, idOf: (part: Component) => string): Component {
  const made: Component = { ...component };
  if (component.id !== undefined) made.id = idOf(component);
  if (Array.isArray(component.components)) made.components = childrenOf(component).map((child) => each(child, idOf));
  return made;
}

/** The form as it came, with what is different between how the editor opened it and how it holds it now. */
export function changed(came: Component, opened: Component, now: Component): Component {
  const before = { came: byId(came), opened: byId(opened) };
  const part = (mine: Members | undefined, theirs: Members | undefined, held: Members): Members => {
    if (!mine || !theirs) return withChildren(held, held, part, before);
    return withChildren(merged(mine, theirs, held), held, part, before);
  };
  return part(came, opened, now) as Component;
}

type Part = (mine: Members | undefined, theirs: Members | undefined, held: Members) => Members;

function withChildren(made: Members, held: Members, part: Part, before: Record<'came' | 'opened', Map<string, Component>>): Members {
  if (!Array.isArray(held.components)) return made;
  const children = childrenOf(held).map((child) => part(before.came.get(child.id), before.opened.get(child.id), child));
  return { ...made, components: children };
}

/** Keeps the order of the names as they came; what was not touched keeps its value, or stays left out. */
function merged(mine: Members, theirs: Members, held: Members): Members {
  const made: Members = {};
  for (const name of new Set([...Object.keys(mine), ...Object.keys(held)])) {
    const value = valueOf(mine[name], theirs[name], held[name]);
    if (value !== undefined) made[name] = value;
  }
  return made;
}

function valueOf(mine: Json | undefined, theirs: Json | undefined, held: Json | undefined): Json | undefined {
  if (same(theirs, held)) return mine;
  if (isObject(mine) && isObject(theirs) && isObject(held)) return merged(mine, theirs, held);
  return held;
}
