// The boxes that a decision is drawn with (DMN 7.3 and 10.2): each kind says what it comes to.
import { FeelFunction } from 'feelin';
import { all, any } from '../compare.js';
import { call, kindOf } from '../kinds.js';
import { workOutTable } from './table.js';

/** Work out a box in a scope. Its own type is applied here; a box that is not drawn is null. */
export function workOutLogic(run, box, scope, element) {
  if (!box) return null;
  const value = BOXES[box.kind](run, box, scope, element) ?? null;
  if (box.kind === 'table') return run.loosely(value, box.type);
  return box.type ? run.typed(value, box.type, element.name) : value;
}

const BOXES = {
  expression: (run, { text }, scope, { name }) => run.text(text, scope, name),
  foreign: (run, _box, _scope, { name }) => run.tell('foreign', name),
  table: workOutTable,
  context: boxedContext,
  list: (run, { items }, scope, element) => items.map((item) => workOutLogic(run, item, scope, element)),
  relation: (run, { columns, rows }, scope, element) =>
    rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, workOutLogic(run, row[at], scope, element)]))),
  function: (run, { parameters, body }, scope, element) =>
    run.callable(parameters, (given) => workOutLogic(run, body, { ...scope, ...given }, element)),
  invocation: invoked,
  conditional: (run, box, scope, element) =>
    workOutLogic(run, workOutLogic(run, box.if, scope, element) === true ? box.then : box.else, scope, element),
  for: (run, box, scope, element) => iterated(run, box, scope, element, (work, list) => {
    const partial = [];
    for (const each of list) partial.push(work(each, partial));
    return partial;
  }),
  some: (run, box, scope, element) => iterated(run, box, scope, element, (work, list) => any(list.map((each) => truth(work(each))))),
  every: (run, box, scope, element) => iterated(run, box, scope, element, (work, list) => all(list.map((each) => truth(work(each))))),
  filter: (run, box, scope, element) => {
    const target = workOutLogic(run, box.in, scope, element);
    if (target === null) return null;
    const list = Array.isArray(target) ? target : [target];
    const match = (item) => workOutLogic(run, box.match, { ...scope, ...(kindOf(item) === 'context' ? item : {}), item }, element);
    const index = list.length ? match(list[0]) : null;
    if (typeof index === 'number') return list[index < 0 ? list.length + index : index - 1] ?? null;
    return list.filter((item) => match(item) === true);
  },
};

const truth = (value) => (typeof value === 'boolean' ? value : null);

// Each entry knows those before it; one without a name is what the whole comes to. The type of an entry that
// holds a function is what the function gives.
function boxedContext(run, { entries }, scope, element) {
  const made = {};
  for (const { name, type, box } of entries) {
    const value = workOutLogic(run, box, { ...scope, ...made }, element);
    const found = box?.kind === 'function' ? value : run.typed(value, type, name || element.name);
    if (!name) return found;
    made[name] = found;
  }
  return made;
}

function invoked(run, { target, bindings }, scope, element) {
  const called = workOutLogic(run, target, scope, element);
  if (!(called instanceof FeelFunction) && typeof called !== 'function') return null;
  return call(called, Object.fromEntries(bindings.map(({ name, box }) => [name, workOutLogic(run, box, scope, element)])));
}

function iterated(run, { variable, in: over, body }, scope, element, collect) {
  const list = members(workOutLogic(run, over, scope, element));
  return list && collect((each, partial) => workOutLogic(run, body, { ...scope, [variable]: each, partial: partial ?? [] }, element), list);
}

const members = (value) => (value === null ? null : Array.isArray(value) ? value : [value]);
