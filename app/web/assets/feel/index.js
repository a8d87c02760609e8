// FEEL for the server: one crossing from Python answers many questions, or one about a decision.
//   ask('{"clock": ms, "contexts": [...], "questions": [[kind, text, context, value], ...]}')
//   -> '[{"value": ..., "unknown": [names that counted as null]} | {"error": "...", "at": [from, to]}, ...]'
//   ask('{"clock": ms, "decide": {"key", "model"?, "wanted", "inputs"}}') -> '{"value", "rows", "errors"}'
// Everything goes back through JSON.stringify: QuickJS builds long strings as ropes, which the binding cannot hand over.
import './intl.js';
import { legalDay, localTime, setClock } from './clock.js';
import './nodes.js';
import { decide } from './decide/index.js';
import { define, functions } from './functions/define.js';
import { readDate, readMoment } from './moments.js';
import { readable, setNames, workOut } from './remember.js';
import { fromJson, toJson } from './values.js';
import { builtins, parseExpression, parseUnaryTests } from 'feelin';

// feelin's own are those of the machine; the office's day and clock are Vietnam's.
define('today', [''], () => readDate(legalDay()));
define('now', [''], () => readMoment(localTime()));
Object.assign(builtins, functions);

const WORK = {
  expression: (text, context) => workOut('evaluate', text, context, (value) => value),
  unary(text, context, given) {
    const value = fromJson(given);
    return workOut('unaryTest', text, { ...context, '?': value }, (test) => test(value));
  },
  'read expression': (text, context) => understood(text, parseExpression(readable(text), context)),
  'read unary': (text, context) => understood(text, parseUnaryTests(readable(text), { ...context, '?': null })),
};

function understood(text, tree) {
  tree.iterate({
    enter({ type, from, to }) {
      if (type.isError) throw Object.assign(new SyntaxError('not understood'), { position: { from, to } });
    },
  });
  return { value: text.trim() !== '', unknown: [] };
}

function answer([kind, text, index, value], contexts) {
  try {
    const { value: result, unknown } = WORK[kind](text, contexts[index], value);
    return { value: toJson(result), ...(unknown.length && { unknown: [...new Set(unknown)] }) };
  } catch (error) {
    return { error: String(error.message), ...(error.position && { at: [error.position.from, error.position.to] }) };
  }
}

function answers(questions, contexts) {
  let last = -1;
  return questions.map((question) => {
    if (question[2] !== last) setNames(contexts[(last = question[2])]);
    return answer(question, contexts);
  });
}

globalThis.ask = (text) => {
  const asked = JSON.parse(text);
  setClock(asked.clock);
  return JSON.stringify(asked.decide ? decide(asked.decide) : answers(asked.questions, asked.contexts.map(fromJson)));
};
