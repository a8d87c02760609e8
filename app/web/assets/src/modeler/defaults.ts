// What a new step begins with: a name, and whose it is – as the other steps of its lane.
import { property, withProperties } from './extensions';
import { is, type Kit, type Shape } from './kit';

const NAMES: [type: string, name: string][] = [
  ['UserTask', 'Bước mới'], ['ScriptTask', 'Việc hệ thống'], ['CallActivity', 'Quy trình được gọi'], ['SubProcess', 'Giai đoạn mới'],
];
const INHERITED = ['role', 'assign', 'legalBasis'];

/** Lets new steps begin with sensible properties, in the same undoable step in which they are made. */
export function beginSensibly(kit: Kit): void {
  kit('eventBus').on<{ context: { shape: Shape } }>('commandStack.shape.create.postExecute', ({ context: { shape } }) => {
    const name = NAMES.find(([type]) => is(shape, type))?.[1];
    if (name && !shape.businessObject.name) kit('modeling').updateProperties(shape, { name });
    if (is(shape, 'UserTask') && !shape.businessObject.extensionElements) inherit(kit, shape);
  });
}

function inherit(kit: Kit, shape: Shape): void {
  const alike = nearest(kit, shape);
  if (!alike) return;
  const values = Object.fromEntries(INHERITED.map((name) => [name, property(alike.businessObject, name)]));
  kit('modeling').updateProperties(shape, { extensionElements: withProperties(kit, shape.businessObject, values) });
}

function nearest(kit: Kit, shape: Shape): Shape | undefined {
  const lane = laneOf(kit, shape);
  const steps = kit('elementRegistry').filter((each) => each !== shape && is(each, 'UserTask') && !each.labelTarget);
  const away = (each: Shape) => Math.hypot(each.x - shape.x, each.y - shape.y);
  return steps
    .filter((each) => !lane || laneOf(kit, each) === lane)
    .sort((one, other) => away(one) - away(other))[0];
}

function laneOf(kit: Kit, { x, y, width, height }: Shape): Shape | undefined {
  const [across, down] = [x + width / 2, y + height / 2];
  return kit('elementRegistry').filter(
    (lane) => is(lane, 'Lane') && lane.x <= across && across <= lane.x + lane.width && lane.y <= down && down <= lane.y + lane.height,
  )[0];
}
