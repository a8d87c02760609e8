// FEEL for the server: one crossing from Python answers many questions.
//   ask('{"clock": ms, "contexts": [...], "questions": [[kind, text, context, value], ...]}')
//   -> '[{"value": ..., "unknown": [names that counted as null]} | {"error": "...", "at": [from, to]}, ...]'
// Everything goes back through JSON.stringify: QuickJS builds long strings as ropes, which the binding cannot hand over.
import './intl.js';
import { legalDay, setClock } from './clock.js';
import { setNames, workOut } from './remember.js';
import { fromJson, toJson } from './values.js';
import { date, parseExpression, parseUnaryTests } from '@bpmn-io/feelin';

// feelin's own today() is midnight *here*, which equals no date(); the legal day must.
const today = Object.assign(() => date(legalDay()), { $args: [] });

const WORK = {
  expression: (text, context) => workOut('evaluate', text, context, (value) => value),
  unary(text, context, given) {
    const value = fromJson(given);
    return workOut('unaryTest', text, { ...context, '?': value }, (test) => test(value));
  },
  'read expression': (text, context) => readable(text, parseExpression(text, context)),
  'read unary': (text, context) => readable(text, parseUnaryTests(text, { ...context, '?': null })),
};

function readable(text, tree) {
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

globalThis.ask = (text) => {
  const { clock, contexts, questions } = JSON.parse(text);
  setClock(clock);
  const known = contexts.map((context) => ({ today, ...fromJson(context) }));
  let last = -1;
  return JSON.stringify(
    questions.map((question) => {
      if (question[2] !== last) setNames(known[(last = question[2])]);
      return answer(question, known);
    }),
  );
};
