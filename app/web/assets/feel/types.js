// Types: FEEL's own and those an author has made (item definitions), and what may stand for what.
import { bring, DAYS, fits, kindOf, MOMENT, MONTHS } from './kinds.js';

/** Where a scope keeps the author's types; names cannot collide with it. */
export const TYPES = Symbol('types');

const ALIASES = {
  double: 'number', integer: 'number', long: 'number', decimal: 'number',
  datetime: MOMENT, dateandtime: MOMENT, datetimeduration: DAYS, daytimeduration: DAYS,
  daysandtimeduration: DAYS, yearmonthduration: MONTHS, yearsandmonthsduration: MONTHS,
}; // prettier-ignore
const OWN = new Set(['number', 'string', 'boolean', 'date', 'time', 'context', 'list', 'function', 'range', 'duration', MOMENT, DAYS, MONTHS]);

/** Find what a name means: a type of FEEL, one of the author's, or null for any. */
export function typeOf(name, types = {}) {
  if (!name || /^(feel:)?any$/i.test(name)) return null;
  if (Object.hasOwn(types, name)) return types[name];
  const short = name.slice(name.indexOf(':') + 1).trim();
  if (Object.hasOwn(types, short)) return types[short];
  const tight = short.replaceAll(' ', '').toLowerCase();
  const own = ALIASES[tight] ?? (OWN.has(short) ? short : OWN.has(tight) ? tight : null);
  return own && { own };
}

/**
 * Bring a value to a type by implicit conversion; null where it cannot be (DMN 10.3.2.9.4).
 *
 * `allowed` is asked about the values an author has listed.
 */
export function brought(value, type, types, allowed = () => true) {
  if (type === null || value === null) return value;
  if (type.collection) {
    const list = (Array.isArray(value) ? value : [value]).map((each) => brought(each, resolved(type.element, types), types, allowed));
    const whole = (Array.isArray(value) ? value : [value]).every((each, at) => each === null || list[at] !== null);
    return whole && (!type.allowed || allowed(list, type)) ? list : null;
  }
  const single = Array.isArray(value) && value.length === 1 && type.own !== 'list' ? value[0] : value;
  const found = type.components ? structured(single, type, types, allowed) : single === null ? null : based(single, type, types, allowed);
  return found !== null && type.allowed && !allowed(found, type) ? null : found;
}

function based(value, type, types, allowed) {
  if (type.own) {
    const made = bring(value, [type.own]);
    return fits(made) && !(type.own === 'list' && !Array.isArray(value)) ? made : null;
  }
  if (type.returns !== undefined) return kindOf(value) === 'function' ? value : null;
  return brought(value, typeOf(type.base, types), types, allowed);
}

function structured(value, type, types, allowed) {
  if (kindOf(value) !== 'context') return null;
  const made = { ...value };
  for (const { name, type: inner } of type.components) {
    if (!Object.hasOwn(value, name)) return null;
    made[name] = brought(value[name], resolved(inner, types), types, allowed);
    if (made[name] === null && value[name] !== null) return null;
  }
  return made;
}

const resolved = (inner, types) => (typeof inner === 'string' ? typeOf(inner, types) : (inner ?? null));

/** Bring a value to a type that a FEEL text names. */
export function conformed(value, descriptor, context) {
  const found = typeFrom(descriptor, context[TYPES] ?? {});
  return found === undefined ? null : brought(value, found, context[TYPES] ?? {});
}

/** Tell whether a value is of a type that a FEEL text names (`instance of`): nothing is converted. */
export function isA(value, descriptor, context) {
  if (value === null) return descriptor?.name === 'Null';
  const types = context[TYPES] ?? {};
  const found = typeFrom(descriptor, types);
  return found === undefined ? null : matches(value, found, types);
}

function matches(value, type, types) {
  if (type === null) return true;
  if (type.collection) return Array.isArray(value) && value.every((each) => matches(each, resolved(type.element, types), types));
  if (type.components) {
    return kindOf(value) === 'context' && type.components.every(({ name, type: inner }) => Object.hasOwn(value, name) && matches(value[name], resolved(inner, types), types));
  }
  if (type.returns !== undefined) return kindOf(value) === 'function';
  if (type.range !== undefined) return kindOf(value) === 'range' && [value.start, value.end].every((end) => end === null || matches(end, type.range, types));
  if (type.own) return kindOf(value) === type.own || (type.own === 'duration' && [DAYS, MONTHS].includes(kindOf(value)));
  return matches(value, typeOf(type.base, types), types);
}

// `undefined` for a name that nobody knows.
function typeFrom(descriptor, types) {
  if (!descriptor) return undefined;
  if (descriptor.kind === 'list') return { collection: true, element: typeFrom(descriptor.element, types) ?? null };
  if (descriptor.kind === 'context') return { components: descriptor.entries.map(({ name, type }) => ({ name, type: typeFrom(type, types) ?? null })) };
  if (descriptor.kind === 'function') return { own: 'function' };
  if (/^any$/i.test(descriptor.name)) return null;
  if (descriptor.name?.startsWith('range_of_')) return { range: typeOf(descriptor.name.slice(9).replaceAll('_', ' '), types) };
  return typeOf(descriptor.name, types) ?? undefined;
}
