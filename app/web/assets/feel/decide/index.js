// Decisions: a model is handed over once and kept; a question then names a decision and the values known.
import { fromJson, toPlain } from '../values.js';
import { Run } from './run.js';

const LIMIT = 64;
const models = new Map();

/** Answer one question, or `{unknown: true}` for a model that has to be handed over first. */
export function decide({ key, model, wanted, inputs }) {
  if (model) {
    if (models.size >= LIMIT) models.clear();
    models.set(key, model);
  }
  const known = models.get(key);
  if (!known) return { unknown: true };
  const run = new Run(known, fromJson(inputs));
  const value = run.wanted(wanted);
  return { value: toPlain(value), rows: run.rows, errors: run.errors };
}
