// The article of each row. Our tables keep it in the row's annotation (DMN 1.3) under the column «article»; dmn-js
// shows a row's description instead. While a table is edited the two change places, so that its column, its copying
// and its undoing all work on the article; before the file is written they change back, and nothing is lost.
import { tablesOf } from './kit';
import type { Definitions, Modeler, Rule, Table } from './kit';

const ARTICLE = ['article', 'căn cứ', 'căn cứ pháp lý', 'điều luật'];
interface Before { description: string | undefined; cited: boolean }
type Text = NonNullable<Rule['annotationEntry']>[number];
const before = new WeakMap<Rule, Before>();

const columnOf = (table: Table): number => {
  const named = (table.annotation ?? []).findIndex((each) => ARTICLE.includes((each.name ?? '').normalize('NFC').trim().toLowerCase()));
  return named < 0 && table.annotation?.length ? 0 : named;
};

function eachRow(definitions: Definitions, act: (rule: Rule, column: number) => void): void {
  for (const { table } of tablesOf(definitions)) {
    const column = columnOf(table);
    if (column >= 0) for (const rule of table.rule ?? []) act(rule, column);
  }
}

function borrow(rule: Rule, column: number): void {
  const cited = rule.annotationEntry?.[column]?.text ?? '';
  before.set(rule, { description: rule.description, cited: cited !== '' });
  if (cited) rule.description = cited;
}

function giveBack(rule: Rule, column: number): void {
  const kept = before.get(rule);
  const shown = rule.description ?? '';
  if (!kept?.cited && shown === (kept?.description ?? '')) return; // nothing was borrowed, and nothing written
  write(rule, (rule.annotationEntry ??= []), column, shown);
  if (kept?.cited && kept.description) rule.description = kept.description;
  else delete rule.description;
}

function write(rule: Rule, entries: Text[], column: number, cited: string): void {
  while (entries.length <= column) {
    const entry = rule.$model.create('dmn:RuleAnnotation', { text: '' });
    entry.$parent = rule;
    entries.push(entry);
  }
  entries[column]!.text = cited;
}

/** Lets the article stand where dmn-js shows a description, as long as a file is open. */
export function showArticles(modeler: Modeler): void {
  modeler.on<{ definitions?: Definitions }>('import.parse.complete', ({ definitions }) => {
    if (definitions) eachRow(definitions, borrow);
  });
  modeler.on<{ definitions: Definitions }>('saveXML.start', ({ definitions }) => eachRow(definitions, giveBack));
  modeler.on('saveXML.done', () => eachRow(modeler.getDefinitions(), borrow));
}
