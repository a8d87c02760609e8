// Opens a drawing on the board: the kit with the office's palette, menus and words; nothing may be lost on saving.
import ColorPicker from 'bpmn-js-color-picker';
import Modeler from 'bpmn-js/lib/Modeler';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import { translation } from '../editing/translate';
import type { Board } from './board';
import type { Catalogue } from './catalogue';
import { shareCopies } from './clipboard';
import { beginSensibly } from './defaults';
import { nameAlike } from './ids';
import type { Kit } from './kit';
import { lost } from './lossless';
import { OfficeMenus } from './menus';
import { OfficePalette } from './palette';
import { pasteAtOnce } from './paste';
import { accentless } from './search';
import { allowTogether } from './together';

interface Drawing {
  importXML(xml: string): Promise<{ warnings: { message: string }[] }>;
  saveXML(options: { format: boolean }): Promise<{ xml: string }>;
  destroy(): void;
  get: Kit;
}

type Make = new (options: object) => Drawing;

export interface Opened {
  board: Board;
  xml: () => Promise<string>;
  show: (xml: string) => Promise<void>; // another text of the same drawing
  close: () => void;
  lost: string[]; // what saving would lose; nobody may save while there is something
}

const officeModule = {
  __init__: ['officeMenus'],
  paletteProvider: ['type', OfficePalette],
  officeMenus: ['type', OfficeMenus],
  search: ['value', accentless],
};

/** Opens a drawing in an element of the page; a frozen one can only be read. */
export async function open(canvas: HTMLElement, xml: string, catalogue: Catalogue, frozen: boolean): Promise<Opened> {
  const options = { container: canvas, textRenderer: { defaultStyle: { fontFamily: FONT } } };
  const drawing = frozen
    ? new (NavigatedViewer as Make)({ ...options, additionalModules: [translation] })
    : new (Modeler as Make)({ ...options, colorPicker: { colors: COLOURS }, additionalModules: [translation, ColorPicker, officeModule] });
  const kit: Kit = (name) => drawing.get(name);
  const { warnings } = await drawing.importXML(xml);
  const save = async () => (await drawing.saveXML({ format: true })).xml;
  if (!frozen) teach(kit, catalogue.procedure);
  bring(kit, canvas);
  const show = async (other: string) => void (await drawing.importXML(other));
  const missing = frozen ? [] : [...warnings.map(({ message }) => message), ...lost(xml, await save())];
  return { board: { kit, catalogue, frozen }, xml: save, show, close: () => drawing.destroy(), lost: missing };
}

const COLOURS = [
  { label: 'Default' },
  { label: 'Teal', fill: '#e4f0f0', stroke: '#0b5d66' },
  { label: 'Amber', fill: '#fcf1d9', stroke: '#7f4d00' },
  { label: 'Green', fill: '#e3f1e6', stroke: '#2a6a3b' },
  { label: 'Blue-grey', fill: '#edf1f5', stroke: '#44576a' },
  { label: 'Violet', fill: '#f2edf9', stroke: '#5d3c90' },
];
const FONT = "'Be Vietnam Pro', system-ui, 'Noto Sans', sans-serif";

const LEGIBLE = 0.5;

/** Shows the whole drawing, or its beginning where nobody could read the whole. */
function bring(kit: Kit, canvas: HTMLElement): void {
  kit('canvas').resized();
  if (kit('canvas').zoom('fit-viewport') < LEGIBLE) {
    const { inner, outer } = kit('canvas').viewbox();
    const scale = 0.75;
    kit('canvas').viewbox({ x: inner.x - EDGE, y: inner.y - EDGE, width: outer.width / scale, height: outer.height / scale });
  }
  new ResizeObserver(() => kit('canvas').resized()).observe(canvas);
}

const EDGE = 20;

function teach(kit: Kit, procedure: string): void {
  allowTogether(kit);
  nameAlike(kit, procedure);
  beginSensibly(kit);
  shareCopies(kit);
  pasteAtOnce(kit);
}
