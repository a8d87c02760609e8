// Opens a table for editing, keeps what was not touched byte for byte, and asks the office after every change.
import { showArticles } from './article';
import { modelerIn, tablesOf } from './kit';
import type { Modeler, View } from './kit';
import type { Board } from '../editing/types';
import { node, show, values } from './trial';
import type { Answer, Choices, Words } from './trial';
import { ask } from '../editing/asking';
import { handed } from '../editing/handed';
import { Office } from '../editing/office';

interface Told { on(event: string, told: (event: { trigger?: string }) => void): void }
interface Given { words: Words; choices: Choices }
const WAIT = 600; // ms after the last change

export async function openDesk(place: HTMLElement): Promise<void> {
  const given = handed<Given>('desk-words');
  const modeler = modelerIn(place);
  showArticles(modeler);
  const file = new OpenFile(modeler);
  const office = new Office(file);
  Object.assign(place, { file }); // for the proof that every shipped table goes through unharmed
  let tried = false; // once somebody has tried values, the answer follows every change
  const question = (): Promise<void> => askOffice(modeler, office, given, tried);
  file.changed = () => {
    office.changed();
    later(() => void question());
  };
  modeler.on('views.changed', () => showViews(modeler));
  helpTrying(() => {
    tried = true;
    return question();
  });
  for (const way of document.querySelectorAll<HTMLButtonElement>('[data-act]')) {
    way.addEventListener('click', () => modeler.getActiveViewer()?.get('editorActions').trigger(way.dataset.act as string));
  }
  keepMenusOpen(place);
  if (!(await file.open(office.data.content))) return refuse(place, given.words.broken);
  await office.begin();
  await question();
}

/** The open file. What was not touched is given back byte for byte. */
class OpenFile implements Board {
  changed = (): void => undefined;
  private original = '';
  private touched = false;
  private opening = false;

  constructor(private readonly modeler: Modeler) {
    modeler.on('viewer.created', ({ viewer }: { viewer: Told }) =>
      viewer.on('commandStack.changed', ({ trigger }) => trigger === 'clear' || this.touch()));
  }

  async read(): Promise<string> {
    return this.touched ? (await this.modeler.saveXML({ format: true })).xml : this.original;
  }

  async write(text: string): Promise<void> {
    await this.open(text);
    this.changed();
  }

  /** Shows a file; false if it holds something that could not be written back. */
  async open(text: string): Promise<boolean> {
    const shown = this.modeler.getActiveView()?.id;
    this.opening = true;
    try {
      const { warnings } = await this.modeler.importXML(text);
      await this.modeler.open(this.modeler.getViews().find((each) => each.id === shown) ?? firstTable(this.modeler));
      this.original = text;
      this.touched = false;
      return warnings.length === 0;
    } catch {
      return false;
    } finally {
      this.opening = false;
    }
  }

  private touch(): void {
    if (this.opening) return;
    this.touched = true;
    this.changed();
  }
}

/** dmn-js closes its menus when anything outside gets the focus, and a click in them would give it to the page itself. */
function keepMenusOpen(place: HTMLElement): void {
  place.addEventListener('mousedown', (event) => {
    const at = event.target as Element;
    if (at.closest('.dms-select-options, .context-menu') && !at.closest('input, textarea, select, button, [contenteditable]')) event.preventDefault();
  }, true);
}

function refuse(place: HTMLElement, sentence: string): void {
  place.replaceChildren(node('p', sentence, 'flash flash-warning'));
  document.querySelector<HTMLButtonElement>('[data-office="save"]')?.remove();
}

let turn = 0;
function later(act: () => void): void {
  const mine = (turn += 1);
  setTimeout(() => mine === turn && act(), WAIT);
}

const firstTable = (modeler: Modeler): View =>
  modeler.getViews().find((each) => each.type === 'decisionTable') ?? (modeler.getViews()[0] as View);

/** Which decision is tried: the one that is open, or the first that has a table. */
function wanted(modeler: Modeler): string {
  const open = modeler.getActiveView();
  const held = tablesOf(modeler.getDefinitions());
  return (held.find((each) => each.decision.id === open?.id) ?? held[0])?.decision.id ?? '';
}

let asked = 0;
async function askOffice(modeler: Modeler, office: Office, given: Given, tried: boolean): Promise<void> {
  const mine = (asked += 1);
  const { xml } = await modeler.saveXML({ format: false });
  const inputs = tried ? { inputs: values() } : {};
  const answer = await ask<Answer>(office.data.acts.check.replace(/check$/, 'try-table'), { content: xml, decision: wanted(modeler), ...inputs });
  if (mine === asked && answer.ok) show(modeler, given.words, given.choices, answer.told);
}

function helpTrying(act: () => Promise<void>): void {
  const form = document.getElementById('trial') as HTMLFormElement;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void act();
  });
}

/** The decisions of the file, and their drawing, as ways between them. */
function showViews(modeler: Modeler): void {
  const ways = document.getElementById('views') as HTMLElement;
  const open = modeler.getActiveView();
  ways.replaceChildren(...modeler.getViews().map((view) => {
    const isDrawing = view.type === 'drd';
    const way = node('button', isDrawing ? (ways.dataset.drawing ?? '') : (view.name ?? view.id)) as HTMLButtonElement;
    way.type = 'button';
    if (view.id === open?.id) way.setAttribute('aria-current', 'page');
    way.addEventListener('click', () => void modeler.open(view));
    return way;
  }));
}
