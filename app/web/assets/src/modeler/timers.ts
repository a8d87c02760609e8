// Limits and reminders as the drawing has them: an event on the border whose day is named, and what happens then.
import { eventOf, type Kit, type Part, type Shape } from './kit';
import { rowBelow } from './room';
import { TASK } from './sizes';
import { together } from './together';

export interface Timer {
  shape: Shape;
  call: string; // deadline, reminder, morning, after, followup; empty where it is written otherwise
  rule: string; // the limit, or the field
  days: number;
  text: string;
}

const CALL = /^(deadline|reminder|morning|after|followup)\(\s*(?:["']?([\w.]*)["']?)?\s*(?:,\s*(\d+))?\s*\)$/;
const WORDS_WIDE = 80; // what is written below an event
const WORDS = {
  deadline: { border: 'Đã quá hạn', act: 'Báo lãnh đạo', end: 'Đã báo lãnh đạo', script: 'escalate' },
  reminder: { border: 'Sắp đến hạn', act: 'Nhắc người làm', end: 'Đã nhắc', script: 'remind' },
};

/** Reads what a timer names. */
export function timerOf(shape: Shape): Timer | undefined {
  if (eventOf(shape.businessObject) !== 'Timer') return undefined;
  const [definition] = shape.businessObject.get<Part[]>('eventDefinitions');
  const text = definition?.get<Part | undefined>('timeDate')?.get<string | undefined>('body') ?? '';
  const [, call = '', rule = '', days = '0'] = CALL.exec(text.trim()) ?? [];
  return { shape, call, rule, days: Number(days), text };
}

/** Lists the timers on the border of a step. */
export function timersOn(shape: Shape): Timer[] {
  return shape.attachers.map(timerOf).filter((timer) => timer !== undefined);
}

/** Writes when a timer fires. */
export function setTimer(kit: Kit, shape: Shape, text: string): void {
  const [definition] = shape.businessObject.get<Part[]>('eventDefinitions');
  if (!definition) return;
  kit('modeling').updateModdleProperties(shape, definition, {
    timeDate: formal(kit, definition, text),
    timeDuration: undefined,
    timeCycle: undefined,
  });
}

/** Writes the call of a timer that names a limit or a field. */
export function timerText(call: string, rule: string, days: number): string {
  if (call === 'followup') return 'followup()';
  if (call === 'reminder') return `reminder("${rule}", ${days})`;
  return call === 'deadline' ? `deadline("${rule}")` : `${call}(${rule})`;
}

/** Draws a limit or a reminder on a step: the event on its border, the act, and its end, as one undoable step. */
export function addTimer(kit: Kit, host: Shape, kind: 'deadline' | 'reminder', rule: string, days = 3): void {
  const words = WORDS[kind];
  together(kit, () => {
    const border = kit('modeling').createShape(borderShape(kit), spotOn(host), host, { attach: true });
    kit('modeling').updateProperties(border, { name: words.border, cancelActivity: false });
    const label = border.labels?.[0];
    if (label) kit('modeling').moveElements([label], { x: label.width / 2 + 8, y: 0 }); // beside its arrow
    setTimer(kit, border, timerText(kind, rule, days));
    const middle = border.x + border.width / 2;
    const row = rowBelow(kit, host, middle + 40, 320);
    const act = step(kit, border, 'bpmn:ScriptTask', { x: middle + 40 + TASK.width / 2, y: row });
    kit('modeling').updateProperties(act, { name: words.act, script: `${words.script}("${rule}")` });
    const end = step(kit, act, 'bpmn:EndEvent', { x: act.x + act.width + 60, y: row });
    kit('modeling').updateProperties(end, { name: words.end });
    kit('selection').select(host);
  });
}

/** Changes the limit that a timer names, and what the act behind it says of it, as one undoable step. */
export function changeTimer(kit: Kit, timer: Timer, rule: string, days: number): void {
  together(kit, () => {
    setTimer(kit, timer.shape, timerText(timer.call, rule, days));
    const act = timer.shape.outgoing[0]?.target;
    const script = act?.businessObject.get<string | undefined>('script');
    if (act && script?.includes(`"${timer.rule}"`)) {
      kit('modeling').updateProperties(act, { script: script.replaceAll(`"${timer.rule}"`, `"${rule}"`) });
    }
  });
}

/** Takes a timer away with what happens only because of it. */
export function removeTimer(kit: Kit, timer: Timer): void {
  const gone = [timer.shape];
  for (const each of gone) {
    for (const { target } of each.outgoing) {
      if (target && target.incoming.every(({ source }) => source && gone.includes(source))) gone.push(target);
    }
  }
  kit('modeling').removeElements(gone);
}

function borderShape(kit: Kit): Shape {
  return kit('elementFactory').createShape({ type: 'bpmn:BoundaryEvent', cancelActivity: false, eventDefinitionType: 'bpmn:TimerEventDefinition' });
}

/** Finds a place on the lower border where the words of an event lie on no other's, or lie furthest from them. */
function spotOn(host: Shape) {
  const taken = host.attachers.map((each) => each.x + each.width / 2);
  const room = (x: number) => Math.min(...taken.map((each) => Math.abs(each - x)), Infinity);
  const spots: number[] = [];
  for (let x = host.x + 30; x <= host.x + host.width - 30; x += 10) spots.push(x);
  const widest = spots.reduce((best, x) => (room(x) > room(best) ? x : best), host.x + host.width / 2);
  return { x: spots.find((x) => room(x) >= WORDS_WIDE) ?? widest, y: host.y + host.height };
}

function step(kit: Kit, source: Shape, type: string, at: { x: number; y: number }): Shape {
  const parent = (source.host ?? source).parent;
  if (!parent) throw new Error(`${source.id} stands nowhere`);
  const size = type === 'bpmn:ScriptTask' ? TASK : {};
  const shape = kit('modeling').createShape(kit('elementFactory').createShape({ type, ...size }), at, parent);
  kit('modeling').connect(source, shape);
  return shape;
}

function formal(kit: Kit, parent: Part, body: string): Part {
  const made = kit('bpmnFactory').create('bpmn:FormalExpression', { body });
  made.$parent = parent;
  return made;
}
