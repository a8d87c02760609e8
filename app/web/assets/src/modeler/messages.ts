// The news that an event waits for: named in the file once, and shared by all events that wait for the same.
import type { Board } from './board';
import { is, type Part, type Shape } from './kit';
import { together } from './together';

/** The name of the news that an event or a step waits for. */
export function messageOf(part: Part): string {
  return holder(part)?.get<Part | undefined>('messageRef')?.name ?? '';
}

/** Lets an event wait for the news with this name, as one undoable step. */
export function setMessage({ kit, catalogue }: Board, shape: Shape, name: string): void {
  const part = holder(shape.businessObject);
  const file = fileOf(shape.businessObject);
  if (!part || !file) return;
  const roots = file.get<Part[]>('rootElements');
  const found = roots.find((each) => is(each, 'Message') && each.name === name);
  const message = found ?? kit('bpmnFactory').create('bpmn:Message', { id: free(roots, `${catalogue.procedure}_message_${name}`), name });
  message.$parent = file;
  together(kit, () => {
    if (!found && name) kit('modeling').updateModdleProperties(shape, file, { rootElements: [...roots, message] });
    kit('modeling').updateModdleProperties(shape, part, { messageRef: name ? message : undefined });
  });
}

function holder(part: Part): Part | undefined {
  if (is(part, 'ReceiveTask')) return part;
  return part.get<Part[] | undefined>('eventDefinitions')?.find((each) => is(each, 'MessageEventDefinition'));
}

function fileOf(part: Part): Part | undefined {
  for (let above: Part | undefined = part; above; above = above.$parent) if (is(above, 'Definitions')) return above;
  return undefined;
}

function free(roots: Part[], wanted: string): string {
  let id = wanted;
  while (roots.some((each) => each.id === id)) id += '_2';
  return id;
}
