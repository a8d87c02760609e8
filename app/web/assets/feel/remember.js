// Reading a FEEL text takes nearly all the time of working it out, and the same few hundred texts
// are asked all day. How a text is read depends on the text and on the *names* around it (names may
// hold spaces), not on their values: so what was read is kept under both.
import { interpreter, InterpreterContext } from 'feelin';

const LIMIT = 5000;
const kept = new Map();
let names = '';
const shapes = new WeakMap();

/** Say which names stand around the texts that are worked out next. */
export const setNames = (context) => {
  if (!shapes.has(context)) shapes.set(context, shape(context));
  names = shapes.get(context);
};

/** Work out a text that may have been read before; `read` is "evaluate" or "unaryTest". */
export function workOut(read, written, context, use) {
  const text = readable(written);
  const key = `${read}\n${names}\n${text}`;
  let entry = kept.get(key);
  if (entry === undefined) {
    const watch = new InterpreterContext();
    entry = { watch, unknown: new Set(), root: interpreter[read](text, context, undefined, watch).root };
    if (kept.size >= LIMIT) kept.clear();
    kept.set(key, entry);
  }
  const missed = [];
  entry.watch.warnings = [];
  const value = use(entry.root(withUnknown(context, entry.unknown, missed)));
  for (const { type, message } of entry.watch.warnings) {
    if (type === 'NO_VARIABLE_FOUND') missed.push(message.slice(message.indexOf("'") + 1, message.lastIndexOf("'")));
  }
  for (const name of missed) entry.unknown.add(name);
  return { value, unknown: missed };
}

// feelin looks long for a name that nobody knows (through all its functions, again at every mention):
// a name that was missed before is found at once as null, and noted as missed again.
function withUnknown(context, unknown, missed) {
  if (unknown.size === 0) return context;
  const scope = { ...context };
  for (const name of unknown) {
    if (Object.hasOwn(scope, name)) continue;
    Object.defineProperty(scope, name, {
      enumerable: true,
      get() {
        missed.push(name);
        return null;
      },
    });
  }
  return scope;
}

function shape(value) {
  if (Array.isArray(value)) return `[${[...new Set(value.map(shape))].join()}]`;
  if (value === null || typeof value !== 'object') return typeof value === 'function' ? 'f' : '';
  if (Object.getPrototypeOf(value) !== Object.prototype) return '';
  return `{${Object.keys(value).map((key) => JSON.stringify(key) + shape(value[key])).join()}}`;
}

// feelin's grammar has no `range<number>` yet: the type is read as a name (types.js gives it its meaning).
const RANGE = /\brange\s*<\s*([\w ]+?)\s*>/g;
export const readable = (text) => (text.includes('range') ? text.replace(RANGE, (_all, kind) => `range_of_${kind.replaceAll(' ', '_')}`) : text);
