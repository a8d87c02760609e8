// FEEL for the server: one crossing from Python answers many questions.
//   ask('{"clock": ms, "contexts": [...], "questions": [[kind, text, context, value], ...]}')
//   -> '[{"value": ...} | {"error": "...", "at": [from, to]}, ...]', each with "warnings" where there are any
// Everything goes back through JSON.stringify: QuickJS builds long strings as ropes, which the binding cannot hand over.
import './intl.js';
import { legalDay, setClock } from './clock.js';
import { setNames } from './remember.js';
import { fromJson, toJson } from './values.js';
import { date, evaluate, parseExpression, parseUnaryTests, unaryTest } from '@bpmn-io/feelin';

// feelin's own today() is midnight *here*, which equals no date(); the legal day must.
const today = Object.assign(() => date(legalDay()), { $args: [] });

const WORK = {
  expression: (text, context) => evaluate(text, context),
  unary: (text, context, value) => unaryTest(text, { ...context, '?': fromJson(value) }),
  'read expression': (text, context) => readable(text, parseExpression(text, context)),
  'read unary': (text, context) => readable(text, parseUnaryTests(text, { ...context, '?': null })),
};

function readable(text, tree) {
  tree.iterate({
    enter({ type, from, to }) {
      if (type.isError) throw Object.assign(new SyntaxError('not understood'), { position: { from, to } });
    },
  });
  return { value: text.trim() !== '', warnings: [] };
}

function answer([kind, text, index, value], contexts) {
  try {
    const result = WORK[kind](text, contexts[index], value);
    const warnings = result.warnings.map(({ type, message }) => [type, message]);
    return { value: toJson(result.value), ...(warnings.length && { warnings }) };
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
