// An arrow: on which condition it is taken, built from the fields of the forms before it, or by default.
import { say } from '../../editing/translate';
import type { Board } from '../board';
import { readCondition, writeCondition, type Comparison, type Condition, type Row, type Value } from '../conditions';
import { fieldsBefore, type Known } from '../fields';
import { is, type Part, type Shape } from '../kit';
import { together } from '../together';
import { Act, Area, Choice, Group, Several, Text, Tick } from './entries';

const COMPARISONS: [Comparison, string][] = [
  ['==', 'is'], ['!=', 'is not'], ['in', 'is one of'], ['<', 'is less than'], ['<=', 'is at most'], ['>', 'is more than'], ['>=', 'is at least'],
];
const ORDERED = ['number', 'date'];

export function ArrowPanel({ board, shape }: { board: Board; shape: Shape }) {
  const choosing = is(shape.source, 'ExclusiveGateway') || is(shape.source, 'InclusiveGateway');
  if (!choosing || (shape.source?.outgoing.length ?? 0) < 2) return <p class="panel-hint panel-alone">{say('Nothing is chosen here: every case goes this way.')}</p>;
  const byDefault = shape.source?.businessObject.get<Part | undefined>('default') === shape.businessObject;
  return (
    <Group title={say('When this way is taken')}>
      <Tick label={say('When no other way is (default)')} value={byDefault} onSet={(yes) => setDefault(board, shape, yes)} />
      {!byDefault && <Conditions board={board} shape={shape} />}
    </Group>
  );
}

function Conditions({ board, shape }: { board: Board; shape: Shape }) {
  const text = shape.businessObject.get<Part | undefined>('conditionExpression')?.get<string | undefined>('body') ?? '';
  const read = readCondition(text);
  const known = fieldsBefore(board.kit, shape, board.catalogue);
  const keep = (condition: Condition) => setCondition(board, shape, writeCondition(condition));
  if (!read) return <Area code label={say('Condition, as written')} value={text} onSet={(value) => setCondition(board, shape, value)} hint={say('It says more than can be picked here.')} />;
  const rows = (each: Row[]) => keep({ ...read, rows: each });
  return (
    <>
      {read.rows.length > 1 && <Choice label={say('Of these conditions')} value={read.joined} none={say('all must hold')} onSet={(value) => keep({ ...read, joined: value === 'or' ? 'or' : 'and' })} options={[{ key: 'and', title: say('all must hold') }, { key: 'or', title: say('one must hold') }].slice(read.joined === 'and' ? 1 : 0)} />}
      {read.rows.map((row, at) => <RowEntry key={`${at}-${row.field}`} row={row} known={known} onChange={(changed) => rows(read.rows.flatMap((each, place) => (place === at ? (changed ? [changed] : []) : [each])))} />)}
      <Choice label={read.rows.length ? say('Another field') : say('Field')} value="" onSet={(field) => field && rows([...read.rows, fresh(field, known)])} options={fieldsToPick(known)} />
    </>
  );
}

function RowEntry({ row, known, onChange }: { row: Row; known: Known[]; onChange: (row: Row | undefined) => void }) {
  const field = known.find(({ key }) => key === row.field);
  const offered = COMPARISONS.filter(([sign]) => sign === row.comparison || !/[<>]/.test(sign) || !field || ORDERED.includes(field.type));
  const compare = (sign: string) => onChange({ ...row, comparison: (sign || '==') as Comparison, values: sign === 'in' ? row.values : row.values.slice(0, 1) });
  return (
    <div class="panel-pair">
      <Choice label={say('Field')} value={row.field} onSet={(key) => onChange(key ? fresh(key, known) : undefined)} options={fieldsToPick(known)} />
      <Choice label={say('Comparison')} value={row.comparison} onSet={compare} options={offered.map(([key, word]) => ({ key, title: say(word) }))} />
      <ValueEntry row={row} field={field} onSet={(values) => onChange({ ...row, values })} />
      <Act quiet word={say('Remove')} onDo={() => onChange(undefined)} />
    </div>
  );
}

function ValueEntry({ row, field, onSet }: { row: Row; field: Known | undefined; onSet: (values: Value[]) => void }) {
  const [first = ''] = row.values;
  const offered = field?.values ?? [];
  if (field?.type === 'checkbox' || typeof first === 'boolean') {
    const yes = [{ key: 'True', title: say('yes') }, { key: 'False', title: say('no') }];
    return <Choice label={say('Value')} value={first ? 'True' : 'False'} onSet={(value) => onSet([value === 'True'])} options={yes} />;
  }
  if (row.comparison === 'in' && offered.length) {
    return <Several label={say('Value')} value={row.values.join(',')} onSet={(value) => onSet(value.split(',').filter(Boolean))} options={offered} />;
  }
  if (offered.length) return <Choice label={say('Value')} value={String(first)} onSet={(value) => onSet([value])} options={offered} />;
  const number = field?.type === 'number' || typeof first === 'number';
  const several = row.comparison === 'in';
  const put = (value: string) => onSet(several ? value.split(',').map((each) => typed(each.trim(), number)) : [typed(value, number)]);
  return <Text label={say('Value')} value={row.values.join(', ')} onSet={put} />;
}

const typed = (value: string, number: boolean): Value => (number && value !== '' && !Number.isNaN(Number(value)) ? Number(value) : value);

function fresh(key: string, known: Known[]): Row {
  const field = known.find((each) => each.key === key);
  const value = field?.type === 'checkbox' ? true : field?.type === 'number' ? 0 : (field?.values[0]?.key ?? '');
  return { field: key, comparison: '==', values: [value] };
}

const fieldsToPick = (known: Known[]) =>
  known.filter(({ route }) => route).map(({ key, label, step }) => ({ key, title: label === step ? label : `${label} · ${step}` }));

function setCondition({ kit }: Board, shape: Shape, body: string): void {
  const expression = body ? kit('bpmnFactory').create('bpmn:FormalExpression', { body }) : undefined;
  kit('modeling').updateProperties(shape, { conditionExpression: expression });
}

function setDefault(board: Board, shape: Shape, yes: boolean): void {
  const { source } = shape;
  if (!source) return;
  together(board.kit, () => {
    if (yes) setCondition(board, shape, '');
    board.kit('modeling').updateProperties(source, { default: yes ? shape.businessObject : undefined });
  });
}
