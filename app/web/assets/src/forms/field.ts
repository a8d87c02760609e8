// The office's own part of the panel: what a field is called in the whole office, and what only this office knows.
import { keyName, keyOf } from './kit';
import type { Editor, Field } from './kit';

export interface Entry {
  key: string; label: string; said: string; sort: string; sort_said: string; unit: string; choices: { value: string; label: string }[];
  choices_key: string; route: boolean; used: string[];
}
export interface Words { known: string; strange: string; fresh: string; inside: string; here: string }

const SORTS: Record<string, string> = {
  textfield: 'text', textarea: 'text', number: 'number', checkbox: 'yes_no', radio: 'choice', select: 'choice', checklist: 'choices', taglist: 'choices',
  filepicker: 'files', dynamiclist: 'rows',
};
const KEYED = new Set([...Object.keys(SORTS), 'datetime', 'expression']);
const CHOOSING = new Set(['radio', 'select', 'checklist', 'taglist']);
const MOST_NAMED = 4;

const sortOf = (field: Field): string => (field.type === 'datetime' ? (field.subtype === 'time' ? 'time' : 'date') : (SORTS[field.type] ?? ''));
const alike = (one: string, other: string): boolean => one === other || !one || !other || (`${one} ${other}`.match(/^(text choice|choice text)$/) !== null);
const control = <E extends HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>(name: string): E => document.getElementById(`field-${name}`) as E;
const properties = (field: Field): Record<string, string> => (field.properties as Record<string, string> | undefined) ?? {};

/** Binds the part to what is selected on the board. */
export class FieldPart {
  private readonly entries: Map<string, Entry>;

  constructor(private readonly editor: Editor, entries: Entry[], private readonly words: Words) {
    this.entries = new Map(entries.map((each) => [each.key, each]));
    editor.get('eventBus').on('selection.changed', () => this.show());
    this.on('key', (field, text) => ({ [keyName(field)]: text.trim() }));
    this.on('from', (field, text) => choicesFrom(field, text));
    for (const name of ['unit', 'rule', 'ruleMessage']) this.on(name, (field, text) => ({ properties: withProperty(field, name, text.trim()) }));
    for (const name of ['route', 'hidden', 'required']) this.on(name, (field, _text, yes) => ({ properties: withProperty(field, name, yes ? 'yes' : '') }));
    document.getElementById('field-take')?.addEventListener('click', () => this.take());
  }

  private get selected(): Field | null {
    const field = this.editor.get('selection').get();
    return field && KEYED.has(field.type) ? field : null;
  }

  private on(name: string, change: (field: Field, text: string, yes: boolean) => Record<string, unknown>): void {
    const mine = control<HTMLInputElement>(name);
    mine.addEventListener('change', () => {
      if (this.selected) this.edit(this.selected, change(this.selected, mine.value, mine.checked));
      this.show();
    });
  }

  private edit(field: Field, change: Record<string, unknown>): void {
    this.editor.get('modeling').editFormField(field, change);
  }

  show(): void {
    const field = this.selected;
    (document.getElementById('field-office') as HTMLElement).hidden = !field;
    if (!field) return;
    const own = properties(field);
    control('key').value = keyOf(field);
    for (const name of ['unit', 'rule', 'ruleMessage']) control(name).value = own[name] ?? '';
    for (const name of ['route', 'hidden', 'required']) control<HTMLInputElement>(name).checked = own[name] === 'yes';
    control('from').value = typeof field.valuesKey === 'string' ? field.valuesKey : '';
    this.fit(field);
    this.tell(field);
  }

  /** Shows only what this kind of field can have. */
  private fit(field: Field): void {
    const has: Record<string, boolean> = {
      unit: field.type === 'number',
      from: CHOOSING.has(field.type),
      hidden: ['textfield', 'number'].includes(field.type),
      required: field.type === 'dynamiclist',
      route: !this.inside(field) && !['filepicker', 'dynamiclist', 'textarea'].includes(field.type),
    };
    for (const [name, yes] of Object.entries(has)) (control(name).closest('.field') as HTMLElement).hidden = !yes;
  }

  private inside(field: Field): boolean {
    const parent = field._parent ? this.editor.get('formFieldRegistry').get(field._parent) : undefined;
    return parent ? parent.type === 'dynamiclist' || this.inside(parent) : false;
  }

  /** Says what the key means elsewhere: the same, something else, or nothing yet. */
  private tell(field: Field): void {
    const told = document.getElementById('field-told') as HTMLElement;
    const known = this.entries.get(keyOf(field));
    const strange = known && !this.inside(field) && !alike(sortOf(field), known.sort);
    told.className = `note-line ${strange ? 'is-strange' : known ? 'is-known' : 'is-new'}`;
    told.textContent = this.inside(field) ? this.words.inside : known ? this.sentence(strange ? this.words.strange : this.words.known, known) : this.words.fresh;
    (document.getElementById('field-take') as HTMLElement).hidden = !known || Boolean(strange) || this.inside(field);
  }

  private sentence(words: string, known: Entry): string {
    const names: Record<string, string> = { label: known.said || known.key, sort: known.sort_said, files: known.used.slice(0, MOST_NAMED).join(', ') };
    return words.replace(/\{(\w+)\}/g, (_all, name: string) => names[name] ?? '');
  }

  /** Takes over how the office asks for this elsewhere: its words, its unit, its choices. */
  private take(): void {
    const field = this.selected;
    const known = field && this.entries.get(keyOf(field));
    if (!field || !known) return;
    const label = field.type === 'datetime' ? (field.subtype === 'time' ? 'timeLabel' : 'dateLabel') : 'label';
    const change: Record<string, unknown> = known.label ? { [label]: known.label } : {};
    if (CHOOSING.has(field.type) && known.choices_key) Object.assign(change, choicesFrom(field, known.choices_key));
    else if (CHOOSING.has(field.type) && known.choices.length) Object.assign(change, { values: known.choices.map(({ value, label: said }) => ({ label: said, value })), valuesKey: undefined });
    if (known.unit && field.type === 'number') change.properties = withProperty(field, 'unit', known.unit);
    this.edit(field, change);
    this.show();
  }
}

const choicesFrom = (field: Field, key: string): Record<string, unknown> =>
  key ? { valuesKey: key, values: undefined } : { valuesKey: undefined, values: (field.values as unknown[] | undefined) ?? [{ label: '', value: 'value_1' }] };

function withProperty(field: Field, name: string, value: string): Record<string, string> | undefined {
  const { [name]: _before, ...rest } = properties(field);
  const made = value ? { ...rest, [name]: value } : rest;
  return Object.keys(made).length ? made : undefined;
}
