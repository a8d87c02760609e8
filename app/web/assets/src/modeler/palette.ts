// What can be put on the drawing: only what the office's gate accepts, in the office's words, by mouse and by keyboard.
import { say } from '../editing/translate';
import type { EventBus, Kit, Services, Shape } from './kit';
import { put } from './put';
import { TASK } from './sizes';

interface Entry {
  group: string;
  className: string;
  title: string;
  html: string;
  action: Record<string, (event: Event) => void>;
}

interface Tool {
  activateHand?(event: Event): void;
  activateSelection?(event: Event): void;
  start?(event: Event): void;
}

interface Create {
  start(event: Event, shapes: Shape | Shape[], context?: object): void;
}

type Make = { type: string; [attribute: string]: unknown };

const MAKES: [id: string, icon: string, word: string, make: Make][] = [
  ['create.step', 'user-task', 'Step', { type: 'bpmn:UserTask', ...TASK }],
  ['create.act', 'script-task', 'Automatic act', { type: 'bpmn:ScriptTask', ...TASK }],
  ['create.call', 'call-activity', 'Called procedure', { type: 'bpmn:CallActivity', ...TASK }],
  ['create.phase', 'subprocess-expanded', 'Phase', { type: 'bpmn:SubProcess', isExpanded: true }],
  ['create.choice', 'gateway-xor', 'Choice', { type: 'bpmn:ExclusiveGateway' }],
  ['create.parallel', 'gateway-parallel', 'Side by side', { type: 'bpmn:ParallelGateway' }],
  ['create.message', 'intermediate-event-catch-message', 'Wait for news', waits('Message')],
  ['create.day', 'intermediate-event-catch-timer', 'Wait for a day', waits('Timer')],
  ['create.start', 'start-event-none', 'Start', { type: 'bpmn:StartEvent' }],
  ['create.end', 'end-event-none', 'End', { type: 'bpmn:EndEvent' }],
  ['create.note', 'text-annotation', 'Note', { type: 'bpmn:TextAnnotation' }],
];

function waits(cause: string): Make {
  return { type: 'bpmn:IntermediateCatchEvent', eventDefinitionType: `bpmn:${cause}EventDefinition` };
}

/** Takes the place of the kit's own palette. */
export class OfficePalette {
  static $inject = ['eventBus', 'palette', 'create', 'elementFactory', 'handTool', 'lassoTool', 'spaceTool', 'globalConnect', 'injector'];

  constructor(
    eventBus: EventBus,
    palette: Services['palette'] & { registerProvider(provider: unknown): void },
    private create: Create,
    private factory: { createShape(attributes: object): Shape },
    private hand: Tool,
    private lasso: Tool,
    private space: Tool,
    private connect: Tool,
    private injector: { get: Kit },
  ) {
    palette.registerProvider(this);
    eventBus.on<{ container: HTMLElement }>('palette.create', ({ container }) => reachByKeyboard(container, palette));
  }

  getPaletteEntries(): Record<string, Entry> {
    return { ...this.tools(), ...Object.fromEntries(MAKES.map(([id, icon, word, make]) => [id, this.making(icon, word, make)])) };
  }

  private tools(): Record<string, Entry> {
    return {
      'tool.hand': tool('hand-tool', 'Move the sheet', 'H', (event) => this.hand.activateHand?.(event)),
      'tool.lasso': tool('lasso-tool', 'Select an area', 'L', (event) => this.lasso.activateSelection?.(event)),
      'tool.space': tool('space-tool', 'Make room', 'S', (event) => this.space.activateSelection?.(event)),
      'tool.connect': tool('connection-multi', 'Draw an arrow', 'C', (event) => this.connect.start?.(event)),
    };
  }

  private making(icon: string, word: string, make: Make): Entry {
    const shapes = () => withStart(this.factory, this.factory.createShape({ ...make }));
    const drag = (event: Event) => this.create.start(event, shapes(), { hints: { autoSelect: [] } });
    const act = (event: Event) => (byKeyboard(event) ? put(this.injector.get, shapes()) : drag(event));
    return entry('make', icon, say(word), { dragstart: drag, click: act });
  }
}

function withStart(factory: { createShape(attributes: object): Shape }, shape: Shape): Shape[] {
  if (shape.type !== 'bpmn:SubProcess') return [shape];
  return [shape, factory.createShape({ type: 'bpmn:StartEvent', x: 40, y: 82, parent: shape })];
}

function tool(icon: string, word: string, key: string, act: (event: Event) => void): Entry {
  return entry('tools', icon, say(word), { click: act }, key);
}

function entry(group: string, icon: string, title: string, action: Entry['action'], key = ''): Entry {
  const hint = key ? ` data-key="${key}" aria-keyshortcuts="${key}"` : '';
  const html = `<div class="entry" draggable="true" tabindex="0" title="${title}"${hint}><span class="palette-word">${title}</span></div>`;
  return { group, className: `bpmn-icon-${icon}`, title, html, action };
}

function byKeyboard(event: Event): boolean {
  const first = (event as { originalEvent?: Event }).originalEvent ?? event;
  return first instanceof KeyboardEvent;
}

function reachByKeyboard(container: HTMLElement, palette: Services['palette']): void {
  container.setAttribute('role', 'toolbar');
  container.setAttribute('aria-label', say('What can be drawn'));
  container.addEventListener('keydown', (event) => {
    const button = (event.target as HTMLElement).closest<HTMLElement>('.entry');
    if (!button) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      palette.triggerEntry(button.dataset['action'] ?? '', 'click', event);
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') step(container, button, event);
  });
}

function step(container: HTMLElement, from: HTMLElement, event: KeyboardEvent): void {
  event.preventDefault();
  const all = [...container.querySelectorAll<HTMLElement>('.entry')];
  all[(all.indexOf(from) + (event.key === 'ArrowDown' ? 1 : all.length - 1)) % all.length]?.focus();
}
