// All that a person reads of one field, for those who translate it.
import type { Field } from './kit';

const TEXTS = ['label', 'dateLabel', 'timeLabel', 'description', 'text'];

export function textsOf(field: Field | null): string[] {
  if (!field) return [];
  const properties = (field.properties ?? {}) as Record<string, unknown>;
  const validate = (field.validate ?? {}) as Record<string, unknown>;
  const choices = ((field.values ?? []) as { label?: unknown }[]).map((each) => each.label);
  const all = [...TEXTS.map((name) => field[name]), properties.unit, properties.ruleMessage, validate.patternErrorMessage, ...choices];
  return all.filter((text): text is string => typeof text === 'string');
}
