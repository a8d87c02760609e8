// A step that somebody does: its form, whose it is, what it rests on, what is recorded, what the citizen reads.
import { say } from '../../editing/translate';
import { write, type Board } from '../board';
import { property } from '../extensions';
import { fieldsBefore } from '../fields';
import type { Shape } from '../kit';
import { BasisEntry } from './basis';
import { Area, Choice, Count, Group, Several } from './entries';
import { Limits } from './limits';

interface Shown {
  board: Board;
  shape: Shape;
}

/** All of a step that somebody does. */
export function StepPanel({ board, shape }: Shown) {
  return (
    <>
      <Work board={board} shape={shape} />
      <Group title={say('Legal basis')}><BasisEntry board={board} shape={shape} /></Group>
      <Group title={say('Limit and reminder')}><Limits board={board} shape={shape} /><OwnDays board={board} shape={shape} /></Group>
      <Group title={say('What the citizen reads')}><CitizenEntries board={board} shape={shape} /></Group>
      <Group title={say('What comes of it')} open={false}><Outcome board={board} shape={shape} /></Group>
    </>
  );
}

function Work({ board, shape }: Shown) {
  const { catalogue } = board;
  const [get, set] = access(board, shape);
  return (
    <Group title={say('Whose step it is')}>
      <Choice label={say('Form')} name="form" value={get('form')} onSet={set('form')} options={catalogue.forms} />
      <Choice label={say('Role')} name="role" value={get('role')} onSet={set('role')} options={catalogue.roles} />
      <Choice label={say('Whose inbox')} name="assign" value={get('assign')} onSet={set('assign')} options={[...catalogue.desks, ...otherDesks(board, shape)]} />
      <Choice label={say('Letter')} name="letter" value={get('letter')} onSet={set('letter')} options={catalogue.letters} />
    </Group>
  );
}

// Who did an earlier step, or the unit that a field names.
function otherDesks(board: Board, shape: Shape) {
  const steps = board.kit('elementRegistry').filter((each) => each !== shape && each.type === 'bpmn:UserTask' && !each.labelTarget);
  const units = fieldsBefore(board.kit, shape, board.catalogue).filter(({ key }) => key.includes('unit'));
  return [
    ...steps.map(({ id, businessObject }) => ({ key: `author:${id}`, title: say('who did «{step}» last', { step: businessObject.name ?? id }) })),
    ...units.map(({ key, label }) => ({ key: `unit:${key}`, title: say('the unit in «{field}»', { field: label }) })),
  ];
}

function OwnDays({ board, shape }: Shown) {
  const [get, set] = access(board, shape);
  const days = fieldsBefore(board.kit, shape, board.catalogue).filter(({ type }) => type === 'date');
  return (
    <>
      <Count label={say('Promise, in working days')} name="promise" value={get('promise')} onSet={set('promise')} hint={say('What the office promises for this step; no limit of the law.')} />
      <Choice label={say('Last day, from a field')} name="due" value={get('due')} onSet={set('due')} options={days.map(({ key, label }) => ({ key, title: label }))} />
    </>
  );
}

/** What the citizen reads while a step lies open, in both languages. */
export function CitizenEntries({ board, shape }: Shown) {
  const [get, set] = access(board, shape);
  const said = get('citizen');
  return (
    <>
      <Area label={say('In Vietnamese')} name="citizen" value={said} onSet={set('citizen')} lang="vi" hint={say('One plain sentence, without names.')} />
      {said && <Area label={say('In English')} value={board.catalogue.english[said] ?? ''} onSet={(english) => translated(board, said, english)} lang="en" />}
    </>
  );
}

function translated({ catalogue }: Board, vietnamese: string, english: string): void {
  catalogue.english[vietnamese] = english;
  catalogue.inEnglish(vietnamese, english);
}

function Outcome({ board, shape }: Shown) {
  const { catalogue } = board;
  const [get, set] = access(board, shape);
  const own = catalogue.forms.find(({ key }) => key === get('form'))?.fields ?? [];
  return (
    <>
      <Choice label={say('Outcome, from a field')} name="outcome" value={get('outcome')} onSet={set('outcome')} options={own.filter(({ route }) => route).map(({ key, label }) => ({ key, title: label }))} />
      <Several label={say('What is recorded')} name="records" value={get('records')} onSet={set('records')} options={catalogue.recorders} />
      <Several label={say('Who may not, or not yet')} name="guard" value={get('guard')} onSet={set('guard')} options={catalogue.guards} />
    </>
  );
}

/** Reads and writes the properties of an element. */
export function access(board: Board, shape: Shape) {
  const get = (name: string) => property(shape.businessObject, name);
  const set = (name: string) => (value: string) => write(board, shape, name, value);
  return [get, set] as const;
}
