// The panel beside the drawing: what is known of the selected element, each thing picked from what the office has.
import { useEffect, useState } from '@bpmn-io/properties-panel/preact/hooks';
import { say } from '../../editing/translate';
import { explain, processOf, rename, shown, type Board } from '../board';
import { kindOf } from '../words';
import { is, type Part, type Shape } from '../kit';
import { ArrowPanel } from './arrow';
import { BasisEntry } from './basis';
import { Area, Choice, Group, Text } from './entries';
import { EventPanel, MessageEntry } from './event';
import { Limits } from './limits';
import { ScriptPanel } from './script';
import { CitizenEntries, StepPanel } from './step';
import { Ways } from './ways';

const CHANGES = ['selection.changed', 'commandStack.changed', 'import.done', 'root.set'];

export function Panel({ board }: { board: Board }) {
  const [, turn] = useState(0);
  useEffect(() => board.kit('eventBus').on(CHANGES, 100, () => void setTimeout(() => turn((before) => before + 1))), []);
  const chosen = board.kit('selection').get();
  const shape = shown(board);
  return (
    <fieldset class="panel" disabled={board.frozen} key={shape.id}>
      <legend class="panel-title"><span class="meta">{chosen.length > 1 ? say('{count} elements selected', { count: chosen.length }) : kindOf(shape)}</span></legend>
      {chosen.length <= 1 && <Of board={board} shape={shape} />}
    </fieldset>
  );
}

function Of({ board, shape }: { board: Board; shape: Shape }) {
  if (is(shape, 'Collaboration') || is(shape, 'Process') || is(shape, 'Participant')) return <ProcedurePanel board={board} shape={shape} />;
  return (
    <>
      <Named board={board} shape={shape} />
      {is(shape, 'UserTask') && <StepPanel board={board} shape={shape} />}
      {is(shape, 'ScriptTask') && <ScriptPanel board={board} shape={shape} />}
      {is(shape, 'CallActivity') && <CallPanel board={board} shape={shape} />}
      {is(shape, 'ReceiveTask') && <Group title={say('Which news')}><MessageEntry board={board} shape={shape} /></Group>}
      {is(shape, 'Event') && <EventPanel board={board} shape={shape} />}
      {is(shape, 'SequenceFlow') && <ArrowPanel board={board} shape={shape} />}
      {is(shape, 'SubProcess') && <PhasePanel board={board} shape={shape} />}
      {is(shape, 'FlowNode') && <Ways board={board} shape={shape} />}
    </>
  );
}

function Named({ board, shape }: { board: Board; shape: Shape }) {
  const part = shape.businessObject;
  if (is(shape, 'TextAnnotation')) {
    return <div class="panel-fields panel-alone"><Area label={say('Note')} value={part.get<string | undefined>('text') ?? ''} onSet={(text) => board.kit('modeling').updateProperties(shape, { text })} /></div>;
  }
  return (
    <div class="panel-fields panel-alone">
      <Area rows={2} label={say('Name')} value={part.name ?? ''} onSet={(name) => rename(board, shape, name)} lang="vi" />
      {is(shape, 'Activity') && <Explained board={board} shape={shape} part={part} />}
    </div>
  );
}

function Explained({ board, shape, part }: { board: Board; shape: Shape; part: Part }) {
  const said = part.documentation?.[0]?.text ?? '';
  return <Area label={say('What is to be done')} value={said} onSet={(text) => explain(board, shape, part, text)} lang="vi" />;
}

function ProcedurePanel({ board, shape }: { board: Board; shape: Shape }) {
  const process = processOf(board);
  const set = (name: string) => {
    board.kit('modeling').updateModdleProperties(shape, process, { name });
  };
  return (
    <div class="panel-fields panel-alone">
      <Text label={say('Name of the procedure')} value={process.name ?? ''} onSet={set} />
      <Explained board={board} shape={shape} part={process} />
      <p class="panel-hint">{say('Select an element to see and change what is known of it.')}</p>
    </div>
  );
}

function CallPanel({ board, shape }: { board: Board; shape: Shape }) {
  const called = shape.businessObject.get<string | undefined>('calledElement') ?? '';
  const set = (calledElement: string) => board.kit('modeling').updateProperties(shape, { calledElement: calledElement || undefined });
  return (
    <>
      <Group title={say('Called procedure')}><Choice label={say('Procedure')} value={called} onSet={set} options={board.catalogue.procedures} /></Group>
      <Ground board={board} shape={shape} />
    </>
  );
}

function PhasePanel({ board, shape }: { board: Board; shape: Shape }) {
  return (
    <>
      <Group title={say('Limit and reminder')}><Limits board={board} shape={shape} /></Group>
      <Ground board={board} shape={shape} />
    </>
  );
}

function Ground({ board, shape }: { board: Board; shape: Shape }) {
  return (
    <>
      <Group title={say('Legal basis')} open={false}><BasisEntry board={board} shape={shape} /></Group>
      <Group title={say('What the citizen reads')} open={false}><CitizenEntries board={board} shape={shape} /></Group>
    </>
  );
}
