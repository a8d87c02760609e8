// Makes room on the sheet: everything beyond a line moves away, what the line crosses grows.
import { is, type Bounds, type Kit, type Shape } from './kit';

const EDGE = 30; // between what is drawn and the frame around it
const ROW = 110;

/** Moves everything right of (or below) a line by so much. */
export function makeRoom(kit: Kit, axis: 'x' | 'y', line: number, by: number): void {
  const all = kit('elementRegistry').filter((shape) => Boolean(shape.parent));
  const { movingShapes, resizingShapes } = kit('spaceTool').calculateAdjustments(all, axis, by, line);
  const way = { x: 0, y: 0, [axis]: by };
  kit('spaceTool').makeSpace(movingShapes, resizingShapes, way, axis === 'x' ? 'e' : 's', line);
}

/** Finds a free row below an element, from one place on and so wide; makes room where the frame ends before it. */
export function rowBelow(kit: Kit, shape: Shape, from: number, width: number): number {
  const frame = shape.parent;
  const beside = (frame?.children ?? []).filter((each) => !each.waypoints && !is(each, 'Lane') && each !== shape);
  const row = { x: from, y: shape.y + shape.height + EDGE, width, height: ROW };
  while (beside.some((each) => meet(each, row))) row.y += 10;
  const end = frame && !is(frame, 'Process') ? frame.y + frame.height - EDGE : Infinity;
  if (row.y + ROW > end) makeRoom(kit, 'y', end, row.y + ROW - end);
  return row.y + ROW / 2;
}

const meet = (one: Bounds, other: Bounds) =>
  one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;
