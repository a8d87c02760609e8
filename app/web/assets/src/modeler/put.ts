// Puts a new element on the drawing without a mouse: behind the selected one, or where the reader looks.
import { is, type Kit, type Point, type Shape } from './kit';
import { makeRoom } from './room';
import { together } from './together';

const APART = 60;
const GAP = 40; // between two steps

/** Puts new shapes on the drawing, the first of them selected, as one undoable step. */
export function put(kit: Kit, shapes: Shape[]): void {
  const [first, ...inside] = shapes;
  if (!first) return;
  const [chosen] = kit('selection').get();
  let made = first;
  together(kit, () => {
    made = chosen && follows(chosen, first) ? behind(kit, chosen, first) : middle(kit, first);
    for (const each of inside) {
      kit('modeling').createShape(each, { x: made.x + APART, y: made.y + made.height / 2 }, made);
    }
  });
  kit('selection').select(made);
  kit('canvas').scrollToElement(made);
  kit('canvas').focus();
}

/** Puts a shape behind another: into the one arrow that leaves it, or at its end. */
function behind(kit: Kit, source: Shape, shape: Shape): Shape {
  const [arrow, second] = source.outgoing;
  if (!arrow?.target || !source.parent || second || is(source, 'Gateway')) return kit('autoPlace').append(source, shape);
  const { target } = arrow;
  const at = source.host && target.x + target.width > source.x ? insteadOf(kit, target, shape) : beside(kit, source, shape);
  const made = kit('modeling').createShape(shape, at, source.parent);
  kit('modeling').reconnect(arrow, made, target, []);
  kit('modeling').layoutConnection(arrow);
  kit('modeling').connect(source, made);
  return made;
}

/** Makes room for a shape right of another, on its line. */
function beside(kit: Kit, { x, y, width, height }: Shape, shape: Shape): Point {
  makeRoom(kit, 'x', x + width, shape.width + GAP);
  return { x: x + width + GAP + shape.width / 2, y: y + height / 2 };
}

/** Makes room where what follows stands: right of an event on a border lies the frame itself. */
function insteadOf(kit: Kit, target: Shape, shape: Shape): Point {
  const { x, y, width, height } = target;
  makeRoom(kit, 'x', x + width, shape.width + GAP);
  kit('modeling').moveElements([target], { x: shape.width + GAP, y: 0 });
  return { x: x + width / 2, y: y + height / 2 };
}

/** Puts a new shape behind another as one undoable step, and selects it. */
export function putBehind(kit: Kit, source: Shape, shape: Shape): void {
  together(kit, () => behind(kit, source, shape));
  kit('selection').select(shape);
}

function follows(chosen: Shape, next: Shape): boolean {
  return is(chosen, 'FlowNode') && !is(chosen, 'EndEvent') && is(next, 'FlowNode') && !is(next, 'StartEvent');
}

function middle(kit: Kit, shape: Shape): Shape {
  const { x, y, width, height } = kit('canvas').viewbox();
  const at = { x: x + width / 2, y: y + height / 2 };
  const sheet = sheetAt(kit, at);
  return kit('modeling').createShape(shape, free(sheet, shape, at), sheet);
}

/** Finds what lies at a place on the sheet: a lane, the pool, or the bare sheet. */
export function sheetAt(kit: Kit, { x, y }: Point): Shape {
  const frames = kit('elementRegistry').filter((each) => is(each, 'Lane') || is(each, 'Participant'));
  const found = frames.filter((each) => x >= each.x && x <= each.x + each.width && y >= each.y && y <= each.y + each.height);
  return found.find((each) => is(each, 'Lane')) ?? found[0] ?? frames.find((each) => is(each, 'Participant')) ?? kit('canvas').getRootElement();
}

function free(sheet: Shape, shape: Shape, { x, y }: Point): Point {
  const at = { x, y };
  while (sheet.children.some((each) => !each.waypoints && !is(each, 'Lane') && near(each, shape, at))) at.y += 20;
  return at;
}

const near = (each: Shape, shape: Shape, { x, y }: { x: number; y: number }) =>
  Math.abs(each.x + each.width / 2 - x) < (each.width + shape.width) / 2 + 10 &&
  Math.abs(each.y + each.height / 2 - y) < (each.height + shape.height) / 2 + 10;
