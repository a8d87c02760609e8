// The drawing board of a procedure: opens the drawing that the page brought, and lets the office keep it.
import { say } from '../editing/translate';
import { Office, type Mark } from '../editing/office';
import { divide, furnish, type Places } from './app';
import { takeUp } from './catalogue';
import { mark, show } from './marks';
import { mend } from './mends';
import { open, type Opened } from './open';
import './style.css';

const host = document.getElementById('modeler');
if (host) void begin(divide(host));

async function begin(places: Places): Promise<void> {
  const sheet = new Sheet(places);
  const office = new Office(sheet);
  const catalogue = takeUp(await office.catalogue(), office.data, (vietnamese, english) => office.inEnglish(vietnamese, english));
  sheet.opened = await open(places.canvas, office.data.content, catalogue, !office.data.writable);
  if (sheet.opened.lost.length) sheet.opened = await guarded(places, sheet.opened, office.data.content);
  sheet.given = office.data.content;
  furnish(places, sheet.opened.board);
  if (!sheet.opened.board.frozen) sheet.opened.board.kit('eventBus').on('commandStack.changed', () => sheet.changed(office));
  await office.begin();
  host?.setAttribute('data-ready', '');
}

/** The drawing as the office asks for it: read, written, marked, mended. */
class Sheet {
  opened: Opened | undefined;
  given = ''; // the text as it came, as long as nothing was changed

  constructor(private places: Places) {}

  changed(office: Office): void {
    this.given = '';
    office.changed();
  }

  async read(): Promise<string> {
    return this.given || (await this.opened?.xml()) || '';
  }

  async write(content: string): Promise<void> {
    await this.opened?.show(content);
    this.given = content;
  }

  mark(marks: Mark[]): void {
    const told = marks.map(({ element, message, grave }, at) => ({ element, message, wrong: grave, number: at + 1 }));
    if (this.opened) mark(this.opened.board, told, pick);
  }

  show(element: string): boolean {
    this.places.canvas.scrollIntoView({ block: 'nearest' });
    return this.opened ? show(this.opened.board, element) : false;
  }

  mend(wanted: Parameters<typeof mend>[1]): boolean {
    return this.opened ? mend(this.opened.board, wanted) : false;
  }
}

function pick(number: number): void {
  const line = document.querySelectorAll<HTMLElement>('[data-office="marks"] > li')[number - 1];
  line?.setAttribute('tabindex', '-1');
  line?.focus();
  line?.scrollIntoView({ block: 'nearest' });
}

/** Something would be lost on saving: the drawing is shown, and nobody can change it here. */
async function guarded({ canvas, tools }: Places, opened: Opened, content: string): Promise<Opened> {
  const told = document.createElement('div');
  told.className = 'modeler-lost flash flash-warning';
  told.setAttribute('role', 'alert');
  const list = opened.lost.map((each) => Object.assign(document.createElement('li'), { textContent: each }));
  const items = document.createElement('ul');
  items.append(...list);
  told.append(say('This drawing holds something that would be lost on saving here, so it is only shown:'), items);
  tools.before(told);
  opened.close();
  return open(canvas, content, opened.board.catalogue, true);
}
