// Limits and reminders of a step or a phase: picked here, drawn as events on its border.
import { useState } from '@bpmn-io/properties-panel/preact/hooks';
import { say } from '../../editing/translate';
import type { Board } from '../board';
import type { Shape } from '../kit';
import { addTimer, changeTimer, removeTimer, timersOn, type Timer } from '../timers';
import { Act, Choice, Count } from './entries';

export function Limits({ board, shape }: { board: Board; shape: Shape }) {
  return (
    <>
      {timersOn(shape).map((timer) => <One key={timer.shape.id} board={board} timer={timer} />)}
      <Add board={board} shape={shape} />
    </>
  );
}

function One({ board, timer }: { board: Board; timer: Timer }) {
  const show = () => board.kit('selection').select(timer.shape);
  const known = timer.call === 'deadline' || timer.call === 'reminder';
  const set = (rule: string, days: number) => rule && changeTimer(board.kit, timer, rule, days);
  return (
    <div class="panel-pair">
      {known ? <Choice label={timer.call === 'deadline' ? say('Limit') : say('Reminder of')} value={timer.rule} onSet={(rule) => set(rule, timer.days)} options={board.catalogue.limits} />
        : <p class="panel-hint">{timer.shape.businessObject.name ?? timer.text}</p>}
      {timer.call === 'reminder' && <Count label={say('Working days before')} value={String(timer.days)} onSet={(days) => set(timer.rule, Number(days) || timer.days)} />}
      <Act quiet word={say('Show')} onDo={show} />
      <Act quiet word={say('Remove')} onDo={() => removeTimer(board.kit, timer)} />
    </div>
  );
}

function Add({ board, shape }: { board: Board; shape: Shape }) {
  const [rule, setRule] = useState(timersOn(shape).find((each) => each.rule)?.rule ?? '');
  const [days, setDays] = useState('3');
  const article = board.catalogue.limits.find((each) => each.key === rule)?.article;
  return (
    <div class="panel-add">
      <Choice label={say('Limit of the law to add')} value={rule} onSet={setRule} options={board.catalogue.limits} {...(article && { hint: article })} />
      {rule && (
        <>
          <Act word={say('Add limit')} onDo={() => addTimer(board.kit, shape, 'deadline', rule)} />
          <Count label={say('Working days before')} value={days} onSet={setDays} />
          <Act word={say('Add reminder')} onDo={() => addTimer(board.kit, shape, 'reminder', rule, Number(days) || 3)} />
        </>
      )}
    </div>
  );
}
