// Ids of new elements: the procedure's own prefix, what it is, a number that is free («rc_step_3»).
import { is, type Kit, type Part } from './kit';

const KINDS: [type: string, word: string][] = [
  ['UserTask', 'step'], ['ScriptTask', 'act'], ['CallActivity', 'call'], ['SubProcess', 'phase'], ['Activity', 'task'],
  ['StartEvent', 'start'], ['EndEvent', 'end'], ['BoundaryEvent', 'border'], ['Event', 'event'], ['Gateway', 'choice'],
  ['SequenceFlow', 'arrow'], ['Lane', 'lane'], ['LaneSet', 'lanes'], ['Participant', 'pool'], ['Process', 'process'],
  ['Message', 'message'], ['Artifact', 'note'],
];

/** Lets the kit give ids with the prefix that the ids of this procedure have. */
export function nameAlike(kit: Kit, procedure: string): void {
  const { ids } = kit('moddle');
  const prefix = prefixOf(kit) ?? `${initials(procedure)}_`;
  ids.nextPrefixed = (_kind, part) => {
    const stem = prefix + wordFor(part);
    let turn = 1;
    while (ids.assigned(`${stem}_${turn}`)) turn += 1;
    ids.claim(`${stem}_${turn}`, part);
    return `${stem}_${turn}`;
  };
}

function prefixOf(kit: Kit): string | undefined {
  const times = new Map<string, number>();
  for (const { id } of kit('elementRegistry').filter((shape) => is(shape, 'FlowNode') && !shape.labelTarget)) {
    const prefix = /^[a-z0-9]+_/i.exec(id)?.[0];
    if (prefix) times.set(prefix, (times.get(prefix) ?? 0) + 1);
  }
  return [...times].sort((one, other) => other[1] - one[1])[0]?.[0];
}

const initials = (procedure: string) => procedure.split('_').map((word) => word[0] ?? '').join('') || 'p';

const wordFor = (part: Part) => KINDS.find(([type]) => is(part, type))?.[1] ?? part.$type.replace(/^\w+:/, '').toLowerCase();
