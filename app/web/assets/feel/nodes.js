// Where feelin's reading of a FEEL text is worked out otherwise than it does itself, and why.
//
// feelin reads the language; each node below replaces what it would do with a node of that name. The
// reasons are all of one kind: DMN's answer is true, false or null, and feelin's is often the wrong one of
// them (`if 1 then`, `rows[flag]`, `null in`), or it knows no such value (decimals, durations times numbers,
// typed parameters, ranges of dates).
import { builtins, FeelFunction, FeelRange, nodes } from 'feelin';
import { negated, OPERATIONS } from './arithmetic.js';
import { all, any, compare, not, order, passes, range } from './compare.js';
import { functions } from './functions/index.js';
import { call, kindOf } from './kinds.js';
import { conformed, isA } from './types.js';

const [ASKED, NAMED] = ['asked', 'named'];
const MEMBERS = 1_000_000; // of a range that is counted through

for (const name of Object.keys(builtins)) delete builtins[name];
Object.assign(builtins, functions);

const tagged = (work, type) => Object.assign(work, { type });
const read = (part, context) => part(context) ?? null;

Object.assign(nodes, {
  NumericLiteral: ({ input }) => constant(Number(input), 'number'),
  ArithOp: ({ input }) => (context) => (a, b) => OPERATIONS[input](read(a, context), read(b, context)),
  ArithmeticExpression: (_node, args) =>
    args.length === 2
      ? tagged((context) => negated(read(args[1], context)), args[1].type)
      : tagged((context) => args[1](context)(args[0], args[2]), 'any'),

  CompareOp: ({ input }) => tagged(() => signed(input), 'test'),
  Comparison: (node, args) => tagged((context) => compared(args, context), 'test'),
  SimplePositiveUnaryTest: (_node, args) =>
    tagged((context) => (args.length === 1 ? read(args[0], context) : (args[0]()(read(args[1], context)) ?? nothing)), 'test'),
  Interval: (_node, [open, start, , end, close]) =>
    tagged((context) => {
      const [from, to] = [read(start, context), read(end, context)];
      return range(from, to, from !== null && open === '[', to !== null && close === ']');
    }, 'test'),
  PositiveUnaryTest: ({ input }, [part]) => (context) => cell(read(part, context), part.type === 'boolean' ? NAMED : asks(input)),
  PositiveUnaryTests: (_node, args) => (context) => either(args.map((part) => part(context))),
  UnaryTests: (_node, args) => (context) => (value) => {
    const tests = args[0] === 'not' ? args.slice(2, -1) : args;
    const truth = any(tests.flatMap((part) => part(context)).map((test) => (typeof test === 'function' ? test(value) : test)));
    return args[0] === 'not' ? not(truth) : truth;
  },

  IfExpression: (_node, [, condition, , then, , otherwise]) =>
    tagged((context) => (condition(context) === true ? read(then, context) : read(otherwise, context)), 'any'),
  PathExpression: (_node, [target, , name]) =>
    tagged((context) => {
      const found = read(target, context);
      return Array.isArray(found) ? found.map((each) => name(each)) : name(found);
    }, 'any'),
  // A name is what is written: feelin parts `timezone` into `time zone`.
  PathName: ({ input }, args) =>
    tagged((target) => property(target, [input.replace(/\s+/g, ' '), args.join(' ')]), 'any'),
  FilterExpression: (_node, [target, , condition]) => tagged((context) => filtered(read(target, context), condition, context), 'any'),

  IterationContext: (_node, args) => (context) => (args.length > 1 ? counted(read(args[0], context), read(args[2], context)) : read(args[0], context)),
  InExpression: (_node, [name, , target]) => (context) => members(read(target, context))?.map((each) => ({ [name]: each })) ?? null,
  some: () => any,
  every: () => all,
  QuantifiedExpression: (_node, [which, contexts, , condition]) =>
    tagged((context) => {
      const found = contexts(context);
      return Array.isArray(found) ? which(found.map((each) => truthOf(condition(each)))) : null;
    }, 'test'),

  Context: (_node, args) => (context) => written(args.slice(1, -1), context),
  FormalParameter: (_node, args) => ({ name: args[0], type: args.find((each) => each?.kind) }),
  FunctionDefinition: (_node, args) => (context) => {
    const [, , parameters, , body] = args;
    if (body === 'external') return null;
    const take = (given) => Object.fromEntries(parameters.map(({ name, type }, at) => [name, type ? conformed(given[at] ?? null, type, context) : (given[at] ?? null)]));
    return new FeelFunction((...given) => read(body, { ...context, ...take(given) }), parameters.map((each) => each.name));
  },
  FunctionInvocation: (_node, args) => tagged((context) => invoked(args, context), 'any'),
  DateTimeLiteral: (_node, args) => (args.length === 1 ? args[0] : tagged((context) => invoked(args, context), 'any')),
  AtLiteral: (_node, [text]) => constant(functions['@'](text()), 'any'),
  InstanceOfExpression: (_node, args) => tagged((context) => isA(read(args[0], context), args[3], context), 'test'),
});

const constant = (value, type) => Object.assign(tagged(() => value, type), { constantValue: value });
const nothing = () => null; // what cannot be compared is neither met nor missed
const truthOf = (value) => (typeof value === 'boolean' ? value : null);

// What stands behind a sign in a cell is a range that can be asked and handed on; = and != are tests.
function signed(sign) {
  const ends = { '<': (b) => range(null, b, false, false), '<=': (b) => range(null, b, false, true) };
  const starts = { '>': (b) => range(b, null, false, false), '>=': (b) => range(b, null, true, false) };
  const found = ends[sign] ?? starts[sign] ?? ((b) => (value) => compare(sign, value, b));
  return Object.assign((b) => found(b), { sign });
}

function compared([left, operator, ...rest], context) {
  const value = read(left, context);
  if (operator === 'in') return (rest[1] ?? rest[0])(context)(value, true);
  if (operator === 'between') {
    const [low, high] = [read(rest[0], context), read(rest[2], context)];
    return all([compare('>=', value, low), compare('<=', value, high)]);
  }
  return compare(operator().sign, value, read(rest[0], context));
}

// A cell that speaks of `?` says itself whether it is met, and so does one that says yes or no of other values;
// any other names what the value should be.
function cell(test, says) {
  return (value, member) => {
    if (typeof test === 'function') return truthOf(test(value));
    if (typeof test === 'boolean' && says !== NAMED && (says === ASKED || typeof value !== 'boolean')) return test;
    return passes(value ?? null, test, member);
  };
}

const asks = (text) => (text.replace(/"(?:\\.|[^"\\])*"/g, '').includes('?') ? ASKED : null);
// What a context holds, a range shows, or a moment or duration tells; nothing of what they are made of.
function property(target, names) {
  const kind = kindOf(target);
  const holds = (name) => (kind === 'context' || kind === 'range' ? Object.keys(target).includes(name) : Boolean(getter(target, name)));
  if (target === null || typeof target !== 'object' || kind === 'list') return null;
  const name = names.find(holds);
  if (name !== undefined) return target[name] ?? null;
  const tight = names[0].replaceAll(' ', '');
  return kind === 'context' ? (Object.entries(target).find(([key]) => key.replace(/\s+/g, '') === tight)?.[1] ?? null) : null;
}

const getter = (target, name) => Object.getOwnPropertyDescriptor(Object.getPrototypeOf(target), name)?.get;

const either = (tests) => (value, member) => any(tests.map((test) => test(value, member)));

// A number counts from the front or the back, a truth keeps or drops; both may speak of `item`.
function filtered(target, condition, context) {
  if (target === null) return condition.type === 'number' ? null : [];
  const list = Array.isArray(target) ? target : [target];
  const kept = [];
  for (const item of list) {
    const found = condition({ ...context, item, ...(kindOf(item) === 'context' ? item : {}) });
    if (typeof found === 'number') return list[found < 0 ? list.length + found : found - 1] ?? null;
    const asked = found instanceof FeelRange ? passes(item, found) : typeof found === 'function' ? found(item) : found;
    if (asked === true) kept.push(item);
  }
  return list.length === 0 && condition.type === 'number' ? null : kept;
}

function members(target) {
  if (target === null) return null;
  if (!(target instanceof FeelRange)) return Array.isArray(target) ? target : [target];
  const [start, end] = [target.start, target.end];
  const found = start === null || end === null ? null : counted(start, end);
  return found && found.filter((each) => passes(each, target));
}

// Each entry may speak of those before it; a name that is written twice says nothing for certain.
function written(entries, context) {
  const [made, scope] = [{}, { ...context }];
  for (const entry of entries) {
    const [name, value] = entry(scope);
    if (Object.hasOwn(made, name)) return null;
    made[name] = scope[name] = value ?? null;
  }
  return made;
}

// From one whole number or day to another, up or down.
function counted(from, to) {
  const found = order(from, to);
  const kind = kindOf(from);
  if (found === null || (kind !== 'number' && kind !== 'date')) return null;
  const step = found > 0 ? -1 : 1;
  const list = [];
  for (let at = from; (order(at, to) ?? 0) * step <= 0 && list.length < MEMBERS; at = next(at, step)) list.push(at);
  return list;
}

const next = (value, step) => (typeof value === 'number' ? value + step : OPERATIONS['+'](value, functions.duration(step > 0 ? 'P1D' : '-P1D')));

function invoked(args, context) {
  const target = read(args[0], context);
  return target === null ? null : call(target, args[2](context)) ?? null;
}

