// Functions of contexts (DMN 10.3.4.10).
import { kindOf } from '../kinds.js';
import { define } from './define.js';

const own = (context, name) => (Object.hasOwn(context, name) ? context[name] : null);

define('get value', ['m: context, key: string', 'm: context, keys: list'], (context, keys) =>
  typeof keys === 'string' ? own(context, keys) : keys.length ? keys.reduce((found, key) => (kindOf(found) === 'context' && typeof key === 'string' ? own(found, key) : null), context) : null,
);
define('get entries', ['m: context'], (context) => Object.entries(context).map(([key, value]) => ({ key, value })));
define('context', ['entries: list'], (entries) => {
  const made = {};
  for (const entry of entries) {
    const fits = kindOf(entry) === 'context' && Object.hasOwn(entry, 'value') && typeof entry.key === 'string';
    if (!fits || Object.hasOwn(made, entry.key)) return null;
    made[entry.key] = entry.value;
  }
  return made;
});
define('context put', ['context: context, key: string, value: any', 'context: context, keys: list, value: any'], (context, keys, value) =>
  put(context, typeof keys === 'string' ? [keys] : keys, value),
);
define('context merge', ['contexts: list'], (contexts) => (contexts.every((each) => kindOf(each) === 'context') ? Object.assign({}, ...contexts) : null));

function put(context, [key, ...rest], value) {
  if (typeof key !== 'string' || kindOf(context) !== 'context') return null;
  const inner = rest.length ? put(own(context, key), rest, value) : value;
  return rest.length && inner === null ? null : { ...context, [key]: inner };
}
