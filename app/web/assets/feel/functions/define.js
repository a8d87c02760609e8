// How FEEL's own functions are declared: by what they take, in words. A call that does not fit is null.
//
//   define('substring', ['string: string, start position: number, length?: number'], work)
//
// Several ways to call stand in one list; `?` after a name may be left out, after a kind may be null, and
// `...list` takes one list or its parts.
import { bring, fits } from '../kinds.js';

export const functions = {};

/** Declare a function under its name. `work` gets the values in order and says what it answers. */
export function define(name, ways, work) {
  const read = ways.map(parameters);
  const used = (given, arrange) => {
    for (const way of read) {
      const values = arrange(way, given);
      if (values) return work(...values) ?? null;
    }
    return null;
  };
  const called = (...given) => used(given, inOrder);
  called.byName = (given) => used(given, byName);
  called.$args = [...new Set(read.flat().map((each) => (each.rest ? `...${each.name}` : each.name)))];
  functions[name] = called;
}

function parameters(way) {
  return way
    .split(',')
    .filter((part) => part.trim())
    .map((part) => {
      const [name, kinds] = part.split(':').map((each) => each.trim());
      const nullable = kinds.endsWith('?') || kinds.includes('any');
      const asked = kinds.replace('?', '').split('|').map((kind) => kind.trim());
      return { name: name.replace(/^\.\.\.|\?$/g, ''), kinds: asked, nullable, optional: name.endsWith('?'), rest: name.startsWith('...') };
    });
}

function inOrder(way, given) {
  const rest = way.findIndex((each) => each.rest);
  if (rest >= 0) return given.length > rest ? conformed(way, [...given.slice(0, rest), gathered(given.slice(rest), rest)]) : null;
  const needed = way.filter((each) => !each.optional).length;
  return given.length >= needed && given.length <= way.length ? conformed(way, given) : null;
}

// sum([1, 2]) and sum(1, 2) are the same; append([1], [2]) is not append([1], 2).
const gathered = (given, before) => (before === 0 && given.length === 1 && Array.isArray(given[0]) ? given[0] : given);

function byName(way, given) {
  const names = Object.keys(given);
  if (!names.every((name) => way.some((each) => each.name === name))) return null;
  if (way.some((each) => !each.optional && !names.includes(each.name))) return null;
  return conformed(way, way.map((each) => (each.rest && !Array.isArray(given[each.name]) ? [given[each.name]] : given[each.name])));
}

function conformed(way, given) {
  const values = way.map((each, at) => (given[at] === undefined && each.optional ? undefined : conform(each, given[at])));
  return values.every(fits) ? values : null;
}

function conform({ kinds, nullable, rest }, value) {
  if (!rest) return bring(value, kinds, nullable);
  const values = value.map((each) => bring(each, kinds, nullable));
  return values.find((each) => !fits(each)) ?? values;
}
