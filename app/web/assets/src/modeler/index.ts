// The drawing board of a procedure: opens the drawing that the page brought, and lets the office keep it.
import { say } from '../editing/translate';
import { Office } from '../editing/office';
import { divide, furnish, type Places } from './app';
import { takeUp } from './catalogue';
import { open, type Opened } from './open';
import { Sheet } from './sheet';
import './style.css';

const host = document.getElementById('modeler');
if (host) void begin(divide(host));

async function begin(places: Places): Promise<void> {
  const sheet = new Sheet(places.canvas);
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
