// Beside the table: what the office's own check finds in it, and what it answers to values that somebody tries.
import { tablesOf } from './kit';
import type { Modeler } from './kit';
import { mark } from './marks';

interface Finding { table: string; name: string; message: string; rows: number[]; grave: boolean }
interface Asked { name: string; label: string; type: string; offered: string[] }
interface Fired { table: string; row: number; article: string }
interface Tried { outputs: { label: string; value: string }[]; rows: Fired[]; errors: string[] }
export interface Answer { findings: Finding[]; faults: { element: string; message: string }[]; asked: Asked[]; tried: Tried | null }
export interface Words { row: string; nothing: string; yes: string; no: string; whole: string; fired: string; none: string; broken: string }
export type Choices = Record<string, { value: string; label: string }[]>;

const part = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;

export function node(tag: string, text = '', classes = ''): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  if (classes) made.className = classes;
  return made;
}

/** A sentence with a button for each row it speaks of. */
function line(modeler: Modeler, words: Words, sentence: string, rows: [string, number][], classes: string): HTMLElement {
  const item = node('li', '', `note ${classes}`);
  const text = node('div');
  text.append(node('p', sentence));
  const ways = node('p', '', 'desk-rows');
  for (const [table, row] of rows) {
    const way = node('button', words.row.replace('{row}', String(row)), 'btn btn-quiet btn-small') as HTMLButtonElement;
    way.type = 'button';
    way.addEventListener('click', () => void openRow(modeler, table, row));
    ways.append(way);
  }
  if (rows.length) text.append(ways);
  item.append(text);
  return item;
}

export const ruleId = (modeler: Modeler, table: string, row: number): string =>
  tablesOf(modeler.getDefinitions()).find((each) => each.table.id === table)?.table.rule?.[row - 1]?.id ?? '';

async function openRow(modeler: Modeler, table: string, row: number): Promise<void> {
  const held = tablesOf(modeler.getDefinitions()).find((each) => each.table.id === table);
  const view = modeler.getViews().find((each) => each.element === held?.decision);
  if (view && view.id !== modeler.getActiveView()?.id) await modeler.open(view);
  const cell = document.querySelector<HTMLElement>(`td.rule-index[data-row-id="${CSS.escape(ruleId(modeler, table, row))}"]`);
  cell?.scrollIntoView({ block: 'center', inline: 'start' });
  cell?.nextElementSibling?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
}

function showFindings(modeler: Modeler, words: Words, answer: Answer): void {
  const many = tablesOf(modeler.getDefinitions()).length > 1;
  const list = part('findings');
  list.replaceChildren(
    ...answer.faults.map((fault) => line(modeler, words, fault.message, [], 'note-refused')),
    ...answer.findings.map((found) => line(modeler, words, many ? `${found.name}: ${found.message}` : found.message,
      found.rows.map((row) => [found.table, row]), found.grave ? 'note-refused' : 'note-question')),
  );
  if (!list.children.length) list.append(node('li', words.whole, 'note note-whole'));
}

function control(asked: Asked, words: Words, choices: Choices, kept: string): HTMLElement {
  const known = new Map((choices[asked.name] ?? []).map((each) => [each.value, each.label]));
  const offered = asked.type === 'boolean' ? [['true', words.yes], ['false', words.no]] as const
    : asked.offered.map((value) => [value, known.get(value) ?? value] as const);
  if (asked.type === 'boolean' || offered.length) {
    const select = node('select', '', 'form-select') as HTMLSelectElement;
    select.append(new Option(words.nothing, ''), ...offered.map(([value, label]) => new Option(label, value)));
    for (const [value, label] of known) if (asked.type !== 'boolean' && !asked.offered.includes(value)) select.append(new Option(label, value));
    select.value = kept;
    return select;
  }
  const input = node('input', '', 'form-control') as HTMLInputElement;
  input.value = kept;
  return input;
}

/** The values that a decision looks at, each as a field; what was typed before stays. */
function ask(words: Words, choices: Choices, asked: Asked[]): void {
  const place = part('trial-values');
  const before = values();
  if (place.dataset.asked === JSON.stringify(asked)) return;
  place.dataset.asked = JSON.stringify(asked);
  place.replaceChildren(...asked.map((each) => {
    const field = node('div', '', 'field');
    const label = node('label', each.label) as HTMLLabelElement;
    label.htmlFor = `try-${each.name}`;
    const made = control(each, words, choices, before[each.name] ?? '');
    made.id = label.htmlFor;
    made.setAttribute('name', each.name);
    field.append(label, made);
    return field;
  }));
}

export const values = (): Record<string, string> => Object.fromEntries(
  [...part('trial-values').querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select')].map((each) => [each.name, each.value]));

function showTried(modeler: Modeler, words: Words, tried: Tried | null): void {
  const place = part('trial-answer');
  if (!tried) return place.replaceChildren();
  const outputs = node('dl', '', 'facts facts-narrow');
  for (const each of tried.outputs) outputs.append(node('dt', each.label), node('dd', each.value));
  const rows = node('ul', '', 'notes');
  rows.append(...tried.errors.map((each) => line(modeler, words, each, [], 'note-refused')));
  rows.append(...tried.rows.map((each) => line(modeler, words, each.article || words.fired, [[each.table, each.row]], 'note-fired')));
  if (!tried.rows.length && !tried.errors.length) rows.append(node('li', words.none, 'note'));
  place.replaceChildren(outputs, rows);
}

/** Shows an answer of the office: sentences, marks on the rows, fields to try, and what was decided. */
export function show(modeler: Modeler, words: Words, choices: Choices, answer: Answer): void {
  showFindings(modeler, words, answer);
  if (!answer.faults.length) ask(words, choices, answer.asked);
  showTried(modeler, words, answer.tried);
  const rowsOf = (found: { table: string; rows: number[] }): string[] => found.rows.map((row) => ruleId(modeler, found.table, row));
  mark({
    grave: answer.findings.filter((each) => each.grave).flatMap(rowsOf),
    light: answer.findings.filter((each) => !each.grave).flatMap(rowsOf),
    fired: (answer.tried?.rows ?? []).map((each) => ruleId(modeler, each.table, each.row)),
  });
}
