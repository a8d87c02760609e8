// Opens a letter for writing: its front as fields, its words as text, beside it the paper as it will be printed.
import { Template } from './template';
import { Marked, insert } from './writing';
import { English } from '../editing/english';
import { Office } from '../editing/office';
import type { Board } from '../editing/types';

const WAIT = 500; // ms after the last key
type Writing = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
const part = <E extends HTMLElement>(id: string): E => document.getElementById(id) as E;
const fronts = (): Writing[] => [...document.querySelectorAll<Writing>('[data-front]')];

class OpenLetter implements Board {
  told = (): void => undefined;
  private template = new Template('');

  constructor(private readonly marks: Marked[], private readonly words: HTMLTextAreaElement) {
    for (const each of fronts()) each.addEventListener('input', () => this.take(() => this.template.set(each.dataset.front ?? '', each.value)));
    words.addEventListener('input', () => this.take(() => { this.template.words = words.value; }));
  }

  read(): string {
    return this.template.text();
  }

  write(text: string): void {
    this.open(text);
    this.told();
  }

  open(text: string): void {
    this.template = new Template(text);
    for (const each of fronts()) {
      const value = this.template.get(each.dataset.front ?? '');
      if (each instanceof HTMLSelectElement && value && ![...each.options].some((option) => option.value === value)) each.add(new Option(value, value));
      each.value = value;
    }
    this.words.value = this.template.words;
    part('letter-raw').hidden = this.template.whole;
    for (const each of this.marks) each.draw();
  }

  get texts(): string[] {
    const lists = ['addressees', 'recipients'].flatMap((name) => this.template.get(name).split('\n'));
    return [this.template.get('title'), this.template.get('subject'), ...lists, ...this.template.paragraphs];
  }

  private take(change: () => void): void {
    change();
    this.told();
  }
}

export async function openDesk(): Promise<void> {
  const words = part<HTMLTextAreaElement>('letter-words');
  const marks = [...document.querySelectorAll<HTMLTextAreaElement>('.letter-desk-writing textarea')].map((area) => new Marked(area));
  const letter = new OpenLetter(marks, words);
  const office = new Office(letter);
  Object.assign(words, { file: letter }); // for the proof that every shipped letter goes through unharmed
  const english = new English(office, part('letter-english'), () => later(() => void draw()));
  const draw = (): Promise<void> => show(office, { content: letter.read(), english: english.mine }, marks);
  letter.told = () => {
    office.changed();
    later(() => void draw());
    english.show(letter.texts);
  };
  letter.open(office.data.content);
  offerFields(words);
  await office.begin();
  await draw();
  await english.begin();
  english.show(letter.texts);
}

let turn = 0;
function later(act: () => void): void {
  const mine = (turn += 1);
  setTimeout(() => mine === turn && act(), WAIT);
}

let asked = 0;
async function show(office: Office, what: Record<string, unknown>, marks: Marked[]): Promise<void> {
  const mine = (asked += 1);
  const token = document.querySelector<HTMLMetaElement>('meta[name=csrf-token]')?.content ?? '';
  const answer = await fetch(office.data.acts.check.replace(/check$/, 'preview-letter'), {
    method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRFToken': token }, body: JSON.stringify({ name: office.data.name, ...what }), credentials: 'same-origin',
  }).catch(() => null);
  if (!answer?.ok || mine !== asked) return;
  const place = part('letter-preview');
  place.innerHTML = await answer.text();
  const unknown = new Set([...place.querySelectorAll<HTMLElement>('[data-field]')].map((each) => each.dataset.field ?? ''));
  for (const each of marks) each.mark(unknown);
}

/** The list of fields: searched by name and meaning, put in where somebody last wrote. */
function offerFields(words: HTMLTextAreaElement): void {
  let last: HTMLTextAreaElement | HTMLInputElement = words;
  document.querySelector('.letter-desk-writing')?.addEventListener('focusin', (event) => {
    const at = event.target;
    if (at instanceof HTMLTextAreaElement || (at instanceof HTMLInputElement && at.dataset.front === 'subject')) last = at;
  });
  const search = part<HTMLInputElement>('field-search');
  search.addEventListener('input', () => {
    const wanted = fold(search.value);
    for (const each of document.querySelectorAll<HTMLElement>('#field-list li')) each.hidden = !fold(each.textContent ?? '').includes(wanted);
  });
  part('field-list').addEventListener('click', (event) => {
    const way = (event.target as Element).closest<HTMLElement>('[data-name]');
    if (way) insert(last, way.dataset.name ?? '');
  });
}

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase();
