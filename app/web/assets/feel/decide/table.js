// Decision tables: which rows fire, and what the hit policy makes of them (DMN 8.2.8 to 8.2.11).
import { same } from '../compare.js';
import { functions } from '../functions/index.js';
import { typeOf } from '../types.js';
import { lenient } from './lenient.js';

const DASH = new Set(['', '-']);
const PLAIN = /^(?!(?:true|false|null)$)[\p{L}_][\p{L}\p{N}_]*$/u;
const MANY = new Set(['COLLECT', 'RULE ORDER', 'OUTPUT ORDER']);
const SUMS = { SUM: 'sum', MIN: 'min', MAX: 'max', COUNT: 'count' };

/** Work out a table in a scope. The rows that made its answer are noted in the run. */
export function workOutTable(run, table, scope, { name }) {
  const looked = table.inputs.map((column) => lookedAt(run, column, scope, name));
  const fired = matching(run, table, looked, scope, name);
  const hits = fired.map((rule) => ({ rule, results: resultsOf(run, table, rule.results, scope, name) }));
  const answer = MANY.has(table.policy) ? collected(run, table, hits, scope, name) : single(run, table, hits, scope, name);
  for (const { rule } of answer.hits) run.rows.push([table.id, rule.number]);
  return answer.value;
}

function lookedAt(run, { text, type, label, allowed }, scope, name) {
  const found = PLAIN.test(text) && Object.hasOwn(scope, text) ? scope[text] : run.text(text, scope, name);
  const read = lenient(found ?? null, type, run.model.types);
  const value = typedElsewhere(run, type, text, scope) ? run.loosely(read, type) : run.typed(read, type, label || text);
  if (allowed && value !== null && !run.test(allowed, value, scope, name)) run.tell('not allowed', label || text);
  return value;
}

// Editors write "string" over a column whose type nobody chose. What was worked out here, or is declared as an
// input, has its type from there; only what comes in undeclared is held to the column's.
function typedElsewhere(run, type, text, scope) {
  if (typeOf(type, run.model.types)?.own !== 'string') return false;
  return scope[text] !== run.inputs[text] || !PLAIN.test(text) || run.model.inputs.some(({ name }) => name === text);
}

// A test that stands in many rows is asked once.
function matching(run, table, looked, scope, name) {
  const asked = table.inputs.map(() => new Map());
  const passes = (test, column) => {
    if (!asked[column].has(test)) asked[column].set(test, run.test(test, looked[column], scope, name));
    return asked[column].get(test);
  };
  const fires = (rule) => rule.tests.every((test, column) => DASH.has(test) || passes(test, column));
  if (table.policy !== 'FIRST') return table.rules.filter(fires);
  const first = table.rules.find(fires);
  return first ? [first] : [];
}

function resultsOf(run, table, texts, scope, name) {
  return table.outputs.map(({ type, label }, column) => {
    const text = texts[column];
    const value = DASH.has(text) ? null : run.text(text, scope, name);
    return run.typed(lenient(value, type, run.model.types), type, label || name);
  });
}

function single(run, table, hits, scope, name) {
  const numbers = hits.map(({ rule }) => rule.number).join(', ');
  if (hits.length === 0) return { hits, value: unlessNothing(table, defaults(run, table, scope, name)) };
  if (table.policy === 'UNIQUE' && hits.length > 1) return refused(run, table, hits, 'together', name, numbers);
  const agree = ({ results }) => results.every((each, at) => same(each, hits[0].results[at]) === true);
  if (table.policy === 'ANY' && !hits.every(agree)) return refused(run, table, hits, 'differently', name, numbers);
  const best = table.policy === 'PRIORITY' ? ranked(run, table, hits)[0] : hits[0];
  return { hits: table.policy === 'ANY' ? hits : [best], value: made(table, best.results) };
}

function refused(run, table, hits, code, name, rows) {
  run.tell(code, name, { rows });
  return { hits, value: null };
}

function collected(run, table, hits, scope, name) {
  const otherwise = hits.length ? [] : defaults(run, table, scope, name);
  const given = otherwise.some((each) => each !== null);
  if (table.aggregation) return { hits, value: summed(run, table, hits, given && table.aggregation !== 'COUNT' ? otherwise[0] : null, name) };
  if (given) return { hits, value: [made(table, otherwise)] };
  const sorted = table.policy === 'OUTPUT ORDER' ? ranked(run, table, hits) : hits;
  return { hits: sorted, value: sorted.map(({ results }) => made(table, results)) };
}

function summed(run, table, hits, otherwise, name) {
  if (hits.length === 0 && table.aggregation !== 'COUNT') return otherwise;
  const column = hits.map(({ results }) => results[0]);
  const value = functions[SUMS[table.aggregation]](column);
  if (value === null) run.tell('no sum', name);
  return value;
}

const defaults = (run, table, scope, name) => resultsOf(run, table, table.outputs.map((output) => output.default), scope, name);

// No hit and no default is nothing at all, not a context of nothings (DMN 8.2.11).
const unlessNothing = (table, results) => (results.every((each) => each === null) ? null : made(table, results));

// One output is a value, several are a context.
const made = ({ outputs }, results) => (outputs.length === 1 ? results[0] : Object.fromEntries(outputs.map((output, at) => [output.name, results[at]])));

// The first output weighs most; each by the order in which its author listed the values.
function ranked(run, table, hits) {
  const orders = table.outputs.map((output) => listed(run, output));
  const place = (hit, column) => {
    const found = orders[column].findIndex((value) => same(value, hit.results[column]) === true);
    return found < 0 ? orders[column].length : found;
  };
  const ranks = new Map(hits.map((hit) => [hit, orders.map((_order, column) => place(hit, column))]));
  const lower = (a, b) => ranks.get(a).reduce((found, rank, at) => found || rank - ranks.get(b)[at], 0);
  return [...hits].sort(lower);
}

function listed(run, { values, type }) {
  const text = values || typeOf(type, run.model.types)?.allowed || '';
  return text ? (run.text(`[${text}]`, {}, '') ?? []) : [];
}
