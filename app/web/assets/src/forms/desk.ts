// Opens a form for editing; what was not touched is given back byte for byte.
import { FormEditor } from '@bpmn-io/form-js-editor';
import { textsOf } from './english';
import { FieldPart } from './field';
import type { Entry, Words } from './field';
import type { Component, Editor } from './kit';
import { keyOf } from './kit';
import { changed, toldApart } from './lossless';
import { officeOffer } from './panel';
import { Preview } from './preview';
import { speak } from './words';
import { English } from '../editing/english';
import { handed } from '../editing/handed';
import { Office } from '../editing/office';
import type { Board } from '../editing/types';

interface Given { fields: Entry[]; words: Words & { broken: string } }

class OpenForm implements Board {
  told = (): void => undefined;
  private text = '';
  private came: Component = { id: '', type: 'default' };
  private opened: Component = this.came;
  private touched = false;
  private back = (made: Component): Component => made;

  constructor(private readonly editor: Editor) {
    editor.on('commandStack.changed', () => {
      this.touched = true;
      this.told();
    });
  }

  read(): string {
    if (!this.touched) return this.text;
    const made = this.back(changed(this.came, this.opened, this.editor.saveSchema()));
    return JSON.stringify(made, null, 2) + (this.text.endsWith('\n') ? '\n' : '');
  }

  async write(text: string): Promise<void> {
    await this.open(text);
    this.told();
  }

  /** Shows a form; false if the editor cannot hold all of it. */
  async open(text: string): Promise<boolean> {
    try {
      const { form, back } = toldApart(JSON.parse(text) as Component);
      const { warnings } = await this.editor.importSchema(structuredClone(form));
      [this.came, this.back] = [form, back];
      this.opened = this.editor.saveSchema();
      this.text = text;
      this.touched = false;
      return warnings.length === 0;
    } catch {
      return false;
    }
  }

  show(element: string): boolean {
    const found = this.editor.get('formFieldRegistry').getAll().find((field) => field.id === element || keyOf(field) === element);
    if (found) this.editor.get('selection').set(found);
    return Boolean(found);
  }
}

export async function openDesk(place: HTMLElement): Promise<void> {
  const given = handed<Given>('desk-words');
  const options = { container: place, propertiesPanel: { parent: document.getElementById('field-panel') }, additionalModules: [officeOffer] };
  const editor = new FormEditor(options as never) as unknown as Editor;
  for (const each of [place, document.getElementById('field-panel') as HTMLElement]) speak(each);
  const file = new OpenForm(editor);
  const office = new Office(file);
  Object.assign(place, { file }); // for the proof that every shipped form goes through unharmed
  const english = new English(office, document.getElementById('field-english') as HTMLElement);
  const field = new FieldPart(editor, given.fields, given.words);
  const showEnglish = (): void => english.show(textsOf(editor.get('selection').get()));
  file.told = () => {
    office.changed();
    field.show();
    showEnglish();
  };
  editor.get('eventBus').on('selection.changed', showEnglish);
  if (!(await file.open(office.data.content))) return refuse(place, given.words.broken);
  switchViews(new Preview(() => ({
    address: office.data.acts.check.replace(/check$/, 'preview-form'), name: office.data.name, content: file.read(), english: english.mine,
  })));
  helpUndoing(editor);
  await office.begin();
  await english.begin();
  showEnglish();
}

function helpUndoing(editor: Editor): void {
  for (const way of document.querySelectorAll<HTMLButtonElement>('[data-act]')) {
    way.addEventListener('click', () => editor.get('editorActions').trigger(way.dataset.act as string));
  }
}

function refuse(place: HTMLElement, sentence: string): void {
  place.replaceChildren(Object.assign(document.createElement('p'), { textContent: sentence, className: 'flash flash-warning' }));
  document.querySelector<HTMLButtonElement>('[data-office="save"]')?.remove();
}

/** Between drawing the form and looking at it as officers will. */
function switchViews(preview: Preview): void {
  const ways = [...document.querySelectorAll<HTMLButtonElement>('#form-views button')];
  for (const way of ways) {
    way.addEventListener('click', () => {
      for (const each of ways) each.toggleAttribute('aria-current', each === way);
      const language = way.dataset.language ?? '';
      (document.getElementById('form-desk') as HTMLElement).hidden = Boolean(language);
      (document.getElementById('form-preview') as HTMLElement).hidden = !language;
      if (language) void preview.open(language);
    });
  }
}
