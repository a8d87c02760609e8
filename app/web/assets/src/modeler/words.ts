// What elements are called in the office.
import { say } from '../editing/translate';
import { eventOf, is, type Shape } from './kit';

const KINDS: [type: string, word: string][] = [
  ['UserTask', 'Step'], ['ScriptTask', 'Automatic act'], ['CallActivity', 'Called procedure'], ['ReceiveTask', 'Wait for news'],
  ['SubProcess', 'Phase'], ['Activity', 'Step without a kind'], ['ExclusiveGateway', 'Choice'], ['ParallelGateway', 'Side by side'],
  ['InclusiveGateway', 'Choice of one or more'], ['EventBasedGateway', 'What comes first'], ['StartEvent', 'Start'],
  ['EndEvent', 'End'], ['SequenceFlow', 'Arrow'], ['Lane', 'Lane'], ['Participant', 'Procedure'], ['Collaboration', 'Procedure'],
  ['Process', 'Procedure'], ['TextAnnotation', 'Note'],
];
const EVENTS: Record<string, string> = { Timer: 'Wait for a day', Message: 'Wait for news' };
const BORDERS: Record<string, string> = { Timer: 'Day on the border', Message: 'News on the border' };

/** Says what kind of element it is. */
export function kindOf(shape: Shape): string {
  const cause = eventOf(shape.businessObject);
  const event = is(shape, 'BoundaryEvent') ? BORDERS[cause] : is(shape, 'IntermediateCatchEvent') ? EVENTS[cause] : undefined;
  return say(event ?? KINDS.find(([type]) => is(shape, type))?.[1] ?? 'Element');
}

/** Names an element for a list: its name, or what it is. */
export function nameOf(shape: Shape): string {
  return shape.businessObject.name || kindOf(shape);
}
