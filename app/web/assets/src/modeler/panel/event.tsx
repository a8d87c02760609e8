// Events: how a procedure begins, which news is waited for, which day.
import { say } from '../../editing/translate';
import type { Board } from '../board';
import { fieldsBefore } from '../fields';
import { eventOf, is, type Shape } from '../kit';
import { messageOf, setMessage } from '../messages';
import { setTimer, timerOf, timerText } from '../timers';
import { Area, Choice, Count, Group, Several, Text, Tick } from './entries';
import { access } from './step';

interface Shown {
  board: Board;
  shape: Shape;
}

const BORDER = 'BoundaryEvent';

export function EventPanel({ board, shape }: Shown) {
  const cause = eventOf(shape.businessObject);
  if (is(shape, 'StartEvent') && !is(shape.parent, 'SubProcess')) return <StartPanel board={board} shape={shape} />;
  return (
    <>
      {cause === 'Timer' && <Group title={say('Which day')}><TimerEntries board={board} shape={shape} /></Group>}
      {cause === 'Message' && <Group title={say('Which news')}><MessageEntry board={board} shape={shape} /></Group>}
      {is(shape, BORDER) && <Group title={say('What it does to the step')}><Stops board={board} shape={shape} /></Group>}
    </>
  );
}

function Stops({ board, shape }: Shown) {
  const stops = shape.businessObject.get<boolean>('cancelActivity');
  const set = (yes: boolean) => board.kit('modeling').updateProperties(shape, { cancelActivity: yes });
  return <Tick label={say('The step ends when this happens')} value={stops} onSet={set} />;
}

export function MessageEntry({ board, shape }: Shown) {
  return <Choice label={say('News')} value={messageOf(shape.businessObject)} onSet={(name) => setMessage(board, shape, name)} options={board.catalogue.messages} />;
}

function TimerEntries({ board, shape }: Shown) {
  const timer = timerOf(shape);
  if (!timer) return null;
  const set = (call: string, rule: string, days: number) => setTimer(board.kit, shape, timerText(call, rule, days));
  const kinds = [
    { key: 'deadline', title: say('when a limit is over') }, { key: 'reminder', title: say('some days before a limit') },
    { key: 'morning', title: say('on the morning of a day') }, { key: 'after', title: say('when a day is over') }, { key: 'followup', title: say('when the leader wants it again') },
  ];
  const ofLaw = timer.call === 'deadline' || timer.call === 'reminder';
  const days = fieldsBefore(board.kit, shape, board.catalogue).filter(({ type }) => type === 'date');
  if (timer.text && !timer.call) return <Area code label={say('As written')} value={timer.text} onSet={(text) => setTimer(board.kit, shape, text)} />;
  return (
    <>
      <Choice label={say('When')} value={timer.call} onSet={(call) => set(call || 'deadline', '', timer.days || 3)} options={kinds} />
      {ofLaw && <Choice label={say('Limit')} value={timer.rule} onSet={(rule) => set(timer.call, rule, timer.days)} options={board.catalogue.limits} />}
      {timer.call === 'reminder' && <Count label={say('Working days before')} value={String(timer.days)} onSet={(count) => set('reminder', timer.rule, Number(count) || 1)} />}
      {(timer.call === 'morning' || timer.call === 'after') && <Choice label={say('Day in the field')} value={timer.rule} onSet={(field) => set(timer.call, field, 0)} options={days.map(({ key, label }) => ({ key, title: label }))} />}
    </>
  );
}

function StartPanel({ board, shape }: Shown) {
  const { catalogue } = board;
  const [get, set] = access(board, shape);
  return (
    <>
      <Group title={say('How it begins')}>
        <Several label={say('Begun')} value={get('begins')} onSet={set('begins')} options={catalogue.begins} />
        <Choice label={say('Form')} value={get('form')} onSet={set('form')} options={catalogue.forms} />
        <Text code label={say('Given besides the form')} value={get('given')} onSet={set('given')} hint={say('Names of fields, with commas between them.')} />
        <Several label={say('Who may begin it')} value={get('role')} onSet={set('role')} options={catalogue.roles} />
        <Area label={say('About')} value={get('about')} onSet={set('about')} hint={say('One sentence for the page on which it is begun.')} lang="vi" />
      </Group>
      <Group title={say('Beside which case')} open={false}>
        <Tick label={say('It runs beside the case')} value={get('beside') === 'yes'} onSet={(yes) => set('beside')(yes ? 'yes' : '')} hint={say('Without it, it goes on in a case of its own.')} />
        <Choice label={say('How that case is tied')} value={get('link')} onSet={set('link')} options={catalogue.links} />
        <Several label={say('What must be so before')} value={get('needs')} onSet={set('needs')} options={catalogue.needs} />
        <Several label={say('On which kinds of case')} value={get('kinds')} onSet={set('kinds')} options={catalogue.kinds} />
        <Choice label={say('News for the case it grows out of')} value={get('tells')} onSet={set('tells')} options={catalogue.messages} />
      </Group>
    </>
  );
}
