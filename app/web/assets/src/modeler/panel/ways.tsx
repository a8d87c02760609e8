// The arrows that leave an element, and a way to draw one without a mouse.
import { say } from '../../editing/translate';
import type { Board } from '../board';
import { is, type Shape } from '../kit';
import { nameOf } from '../words';
import { Act, Choice, Group } from './entries';

export function Ways({ board, shape }: { board: Board; shape: Shape }) {
  const { kit } = board;
  const beside = kit('elementRegistry').filter((each) => each !== shape && each.parent === shape.parent && is(each, 'FlowNode') && !each.labelTarget && !is(each, 'StartEvent') && !is(each, 'BoundaryEvent'));
  const target = (id: string) => beside.find((each) => each.id === id);
  const draw = (id: string) => {
    const to = target(id);
    if (to) kit('modeling').connect(shape, to);
  };
  if (is(shape, 'EndEvent')) return null;
  return (
    <Group title={say('Arrows')} open={is(shape, 'Gateway')}>
      {shape.outgoing.map((arrow) => arrow.target && <Act key={arrow.id} quiet word={`→ ${arrow.businessObject.name ? `${arrow.businessObject.name}: ` : ''}${nameOf(arrow.target)}`} onDo={() => kit('selection').select(arrow)} />)}
      <Choice label={say('Draw an arrow to')} value="" onSet={draw} options={beside.map((each) => ({ key: each.id, title: nameOf(each) }))} />
    </Group>
  );
}
