// What the pad beside an element and the menu of other kinds offer: only what the gate accepts.
import { say } from '../editing/translate';
import { is, type Kit, type Services, type Shape } from './kit';
import { putBehind } from './put';
import { TASK } from './sizes';

type Entries = Record<string, { action?: unknown; [key: string]: unknown }>;

const OFFERED = new Set([
  'user-task', 'script-task', 'call-activity', 'receive-task', 'expanded-subprocess', 'subprocess',
  'exclusive-gateway', 'parallel-gateway', 'inclusive-gateway', 'event-based-gateway',
  'none-start', 'none-end', 'terminate-end', 'none-intermediate-throw', 'none-intermediate-throwing',
  'message-intermediate-catch', 'timer-intermediate-catch', 'message-boundary', 'timer-boundary',
  'non-interrupting-message-boundary', 'non-interrupting-timer-boundary',
  'sequence-flow', 'default-flow', 'conditional-flow', 'none-start-event', 'none-end-event',
]);
const LEFT_OUT = [
  'append.compensation-activity', 'append.condition-intermediate-event', 'append.signal-intermediate-event',
  'append.intermediate-event',
];

/** Leaves out of the kit's menus what would not run here. */
export class OfficeMenus {
  static $inject = ['contextPad', 'popupMenu', 'elementFactory', 'create', 'injector'];

  constructor(
    pad: { registerProvider(priority: number, provider: unknown): void },
    private menu: Services['popupMenu'] & { registerProvider(id: string, priority: number, provider: unknown): void },
    private factory: Services['elementFactory'],
    private create: { start(event: Event, shape: Shape, context?: object): void },
    private injector: { get: Kit },
  ) {
    pad.registerProvider(500, this);
    menu.registerProvider('bpmn-replace', 500, this);
  }

  getContextPadEntries(shape: Shape) {
    return (entries: Entries): Entries => {
      const kept = without(entries, LEFT_OUT);
      if (kept['append.append-task']) kept['append.append-task'] = this.append('bpmn:UserTask', 'user-task', 'Append step');
      if (kept['replace']) kept['replace'].action = { click: () => this.change(shape) };
      return kept;
    };
  }

  getPopupMenuEntries() {
    return (entries: Entries): Entries => {
      const kept = Object.entries(entries).filter(([id]) => OFFERED.has(id.replace(/^replace-with-/, '')));
      return Object.fromEntries(kept.map(([id, entry]) => [id, { ...entry, documentationRef: undefined }]));
    };
  }

  // Repetition and several parties at once do not run here without more ado: only what stops or goes on is switched.
  getPopupMenuHeaderEntries(shape: Shape) {
    return (entries: Entries): Entries =>
      is(shape, 'BoundaryEvent') ? Object.fromEntries(Object.entries(entries).filter(([id]) => id === 'toggle-non-interrupting')) : {};
  }

  private append(type: string, icon: string, word: string) {
    const make = () => this.factory.createShape({ type, ...TASK });
    const drag = (event: Event, source: Shape) => this.create.start(event, make(), { source });
    const click = (_event: Event, source: Shape) => putBehind(this.injector.get, source, make());
    return { group: 'model', className: `bpmn-icon-${icon}`, title: say(word), action: { click, dragstart: drag } };
  }

  private change(shape: Shape): void {
    const { left, bottom } = document.querySelector('.djs-context-pad.open')?.getBoundingClientRect() ?? { left: 0, bottom: 0 };
    this.menu.open(shape, 'bpmn-replace', { x: left, y: bottom + 5 }, { title: say('Change element'), width: 300, search: false });
  }
}

function without(entries: Entries, ids: string[]): Entries {
  return Object.fromEntries(Object.entries(entries).filter(([id]) => !ids.includes(id)));
}
