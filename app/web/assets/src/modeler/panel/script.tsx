// An automatic act: what the office does here, picked from the closed list, with what each act is told.
import { say } from '../../editing/translate';
import type { Board } from '../board';
import type { Action, Named } from '../catalogue';
import { fieldsBefore } from '../fields';
import type { Shape } from '../kit';
import { bare, quoted, readScript, writeScript, type Line } from '../scripts';
import { Act, Choice, Group, Text } from './entries';

const WHY = ['expired', 'ground_gone', 'decided'];

export function ScriptPanel({ board, shape }: { board: Board; shape: Shape }) {
  const { actions } = board.catalogue;
  const lines = readScript(shape.businessObject.get<string | undefined>('script') ?? '', new Set(actions.map(({ key }) => key)));
  const keep = (all: Line[]) => board.kit('modeling').updateProperties(shape, { script: writeScript(all) || undefined });
  const replace = (at: number, line?: Line) => keep(lines.flatMap((each, place) => (place === at ? (line ? [line] : []) : [each])));
  return (
    <Group title={say('What happens here')}>
      {lines.map((line, at) => <LineEntry key={`${at}-${line.text}`} board={board} shape={shape} line={line} onChange={(changed) => replace(at, changed)} />)}
      <Choice label={lines.length ? say('And then') : say('Act')} value="" onSet={(action) => action && keep([...lines, begun(action)])} options={offered(actions)} />
    </Group>
  );
}

function LineEntry({ board, shape, line, onChange }: { board: Board; shape: Shape; line: Line; onChange: (line?: Line) => void }) {
  const action = board.catalogue.actions.find(({ key }) => key === line.action);
  const give = (at: number) => (value: string) => onChange({ ...line, given: Array.from({ length: Math.max(at + 1, line.given.length) }, (_, place) => (place === at ? value : (line.given[place] ?? ''))) });
  return (
    <div class="panel-pair">
      {line.action ? <Choice label={say('Act')} value={line.action} onSet={(key) => onChange(key ? begun(key) : undefined)} options={offered(board.catalogue.actions)} />
        : <Text code label={say('As written')} value={line.text} onSet={(text) => onChange(text ? { ...line, text } : undefined)} />}
      {line.action === '=' && <SetEntry line={line} onChange={onChange} />}
      {action?.parameters.map((parameter, at) => <Given key={parameter} board={board} shape={shape} action={action} parameter={parameter} value={line.given[at] ?? ''} onSet={give(at)} />)}
      <Act quiet word={say('Remove')} onDo={() => onChange()} />
    </div>
  );
}

function SetEntry({ line, onChange }: { line: Line; onChange: (line: Line) => void }) {
  return (
    <>
      <Text code label={say('Field to set')} value={line.target} onSet={(target) => onChange({ ...line, target })} />
      <Text code label={say('Value')} value={line.given[0] ?? ''} onSet={(value) => onChange({ ...line, given: [value] })} hint={say('A text in quotation marks, or the name of a field.')} />
    </>
  );
}

function Given({ board, shape, action, parameter, value, onSet }: { board: Board; shape: Shape; action: Action; parameter: string; value: string; onSet: (value: string) => void }) {
  const name = parameter.replace(/\?$/, '');
  const listed = lists(board)[`${action.key}.${name}`] ?? lists(board)[name];
  const label = say(LABELS[name] ?? name);
  if (listed && !FREE.test(value)) return <Choice label={label} value={bare(value)} onSet={(key) => onSet(quoted(key))} options={listed} />;
  const known = fieldsBefore(board.kit, shape, board.catalogue).filter(({ type }) => name !== 'on' || type === 'date');
  return <Choice label={label} value={value} onSet={onSet} options={known.map((each) => ({ key: each.key, title: each.label }))} none={name === 'on' ? say('the same day') : say('– none –')} />;
}

const FREE = /^[A-Za-z_]\w*$/; // the name of a field instead of a text

const LABELS: Record<string, string> = {
  kind: 'Legal event', on: 'On the day in', rule: 'Limit', letter: 'Letter', letter_id: 'Letter opened as', procedure: 'Procedure',
  message: 'News', outcome: 'Result', why: 'Why',
};

function lists({ catalogue }: Board): Record<string, Named[]> {
  return {
    kind: catalogue.milestones, rule: catalogue.limits, letter: catalogue.letters, procedure: catalogue.procedures,
    message: catalogue.messages, outcome: catalogue.results, why: WHY.map((key) => ({ key, title: say(key) })),
  };
}

const offered = (actions: Action[]): Named[] => [...actions, { key: '=', title: say('Set a field') }];

function begun(action: string): Line {
  const given = action === 'number_letter' ? ['letter_id'] : action === '=' ? ['""'] : [];
  const target = action === 'open_letter' ? 'letter_id' : action === '=' ? 'field' : '';
  return { action, target, given, text: '' };
}
