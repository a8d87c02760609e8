// Functions of texts (DMN 10.3.4.3) and what turns values into texts and back (10.3.4.1).
import { kindOf } from '../kinds.js';
import { tidy } from '../arithmetic.js';
import { iso } from '../moments.js';
import { define } from './define.js';
import { pattern } from './patterns.js';

const letters = (text) => Array.from(text);

define('substring', ['string: string, start position: number, length?: number'], (text, start, length) => {
  const all = letters(text);
  const [from, count] = [Math.trunc(start), length === undefined ? all.length : Math.trunc(length)];
  if (from === 0 || Math.abs(from) > all.length || count < 1) return null;
  const first = from < 0 ? all.length + from : from - 1;
  return all.slice(first, first + count).join('');
});
define('string length', ['string: string'], (text) => letters(text).length);
define('upper case', ['string: string'], (text) => text.toUpperCase());
define('lower case', ['string: string'], (text) => text.toLowerCase());
define('substring before', ['string: string, match: string'], (text, match) => text.slice(0, Math.max(0, text.indexOf(match))));
define('substring after', ['string: string, match: string'], (text, match) =>
  text.includes(match) ? text.slice(text.indexOf(match) + match.length) : '',
);
define('contains', ['string: string, match: string'], (text, match) => text.includes(match));
define('starts with', ['string: string, match: string'], (text, match) => text.startsWith(match));
define('ends with', ['string: string, match: string'], (text, match) => text.endsWith(match));
define('replace', ['input: string, pattern: string, replacement: string, flags?: string?'], (text, wanted, by, flags) => {
  const found = pattern(wanted, flags, 'g');
  if (!found || new RegExp(found.source, found.flags.replace('g', '')).test('') || /\\(?![\\$])/.test(by)) return null;
  if (/(^|[^\\])(\\\\)*\$(?!\d)/.test(by)) return null;
  const filled = (...match) => by.replace(/\\([\\$])|\$(\d)/g, (_all, kept, group) => kept ?? match[Number(group)] ?? '');
  return text.replace(found, filled);
});
define('matches', ['input: string, pattern: string, flags?: string?'], (text, wanted, flags) => pattern(wanted, flags)?.test(text));
define('split', ['string: string, delimiter: string'], (text, delimiter) => {
  const found = pattern(delimiter);
  return found && text.split(found);
});
// The standard has two; with four, as Camunda has them, the whole is put between a beginning and an end.
const JOINED = ['list: list, delimiter?: string?', 'list: list, delimiter: string?, prefix: string?, suffix: string?'];
define('string join', JOINED, (list, delimiter, prefix, suffix) => {
  if (!list.every((each) => each === null || typeof each === 'string')) return null;
  return (prefix ?? '') + list.filter((each) => each !== null).join(delimiter ?? '') + (suffix ?? '');
});

define('string', ['from: any'], (value) => (value === null ? null : typeof value === 'string' ? value : written(value)));

/** Write a value as FEEL shows it. */
export function written(value) {
  const kind = kindOf(value);
  if (kind === 'string') return `"${value.replace(/(["\\])/g, '\\$1')}"`;
  if (kind === 'number') return plain(value);
  if (kind === 'list') return `[${value.map(written).join(', ')}]`;
  if (kind === 'range') return rangeWritten(value);
  if (kind !== 'context') return kind === 'function' ? 'function' : iso(value);
  return `{${Object.entries(value).map(([name, each]) => `${/^[^\W\d]\w*$/.test(name) ? name : written(name)}: ${written(each)}`).join(', ')}}`;
}

function rangeWritten(range) {
  const [start, end] = [range.start, range.end].map((each) => (each === null ? null : written(each)));
  if (start === null) return `${range['end included'] ? '<=' : '<'} ${end}`;
  if (end === null) return `${range['start included'] ? '>=' : '>'} ${start}`;
  return `${range['start included'] ? '[' : '('}${start}..${end}${range['end included'] ? ']' : ')'}`;
}

const plain = (number) => (Math.abs(number) >= 1e21 ? BigInt(number).toString() : String(number).includes('e') ? number.toFixed(20).replace(/0+$/, '') : String(number));

const NUMBER = /^-?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
const SEPARATORS = new Set([' ', '.', ',', null]);

define('number', ['from: string|number', 'from: string, grouping separator: string?, decimal separator: string?'], (from, grouping, decimal) => {
  if (typeof from === 'number') return grouping === undefined ? from : null;
  const [group, point] = [grouping ?? null, decimal ?? null];
  if (!SEPARATORS.has(group) || !SEPARATORS.has(point) || point === ' ' || (group !== null && group === point)) return null;
  const ungrouped = group === null ? from : from.replaceAll(group, '');
  const text = point === ',' ? ungrouped.replaceAll('.', 'x').replaceAll(',', '.') : ungrouped;
  return NUMBER.test(text) ? tidy(Number(text)) : null;
});
