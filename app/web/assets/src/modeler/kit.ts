// What of the drawing kit (bpmn-js) is used here, written down as types: its own are open in every direction.

/** An element of the file: a step, an event, an arrow, or a part of one. */
export interface Part {
  $type: string;
  $parent?: Part;
  $descriptor: { name: string; isGeneric?: boolean; ns?: { localName: string; uri: string }; properties?: { name: string }[] };
  $instanceOf(type: string): boolean;
  get<T = unknown>(name: string): T;
  set(name: string, value: unknown): void;
  id: string;
  name?: string;
  extensionElements?: Part & { values?: Extension[] };
  documentation?: (Part & { text?: string })[];
}

/** What stands in the extension elements; nothing of it has a fixed shape. */
export interface Extension {
  $type: string;
  $descriptor: { isGeneric?: boolean; ns: { localName: string; uri: string } };
  $children?: Extension[];
  $body?: string;
  [attribute: string]: unknown;
}

/** An element on the canvas. */
export interface Shape {
  id: string;
  type: string;
  businessObject: Part;
  parent?: Shape;
  children: Shape[];
  incoming: Shape[];
  outgoing: Shape[];
  attachers: Shape[];
  host?: Shape;
  source?: Shape;
  target?: Shape;
  labelTarget?: Shape;
  labels?: Shape[];
  collapsed?: boolean;
  waypoints?: Point[];
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

export interface Bounds extends Point {
  width: number;
  height: number;
}

export interface EventBus {
  on<T = Record<string, unknown>>(name: string | string[], listener: (event: T) => unknown): void;
  on<T = Record<string, unknown>>(name: string | string[], priority: number, listener: (event: T) => unknown): void;
  fire(name: string, event?: object): unknown;
}

export interface Modeling {
  updateProperties(shape: Shape, properties: object): void;
  reconnect(connection: Shape, from: Shape, to: Shape, docking: Point | Point[]): void;
  updateModdleProperties(shape: Shape, part: Part, properties: object): void;
  createShape(shape: object, at: Point | Bounds, parent: Shape, hints?: object): Shape;
  appendShape(source: Shape, shape: object, at: Point, parent: Shape): Shape;
  connect(from: Shape, to: Shape, attributes?: object, hints?: object): Shape;
  removeElements(shapes: Shape[]): void;
  layoutConnection(connection: Shape): void;
  moveElements(shapes: Shape[], by: Point, target?: Shape): void;
}

export interface Canvas {
  zoom(to?: number | 'fit-viewport', center?: 'auto' | Point): number;
  viewbox(box?: Bounds): Bounds & { scale: number; inner: Bounds; outer: { width: number; height: number } };
  resized(): void;
  scrollToElement(shape: Shape, padding?: number | { top: number; right: number; bottom: number; left: number }): void;
  getRootElement(): Shape;
  getContainer(): HTMLElement;
  focus(): void;
  addMarker(shape: string, name: string): void;
  removeMarker(shape: string, name: string): void;
}

export interface Registry {
  get(id: string): Shape | undefined;
  filter(test: (shape: Shape) => boolean): Shape[];
}

export interface Moddle {
  create(type: string, properties?: object): Part;
  createAny(name: string, uri: string, properties: object): Extension;
  ids: { assigned(id: string): boolean; claim(id: string, part: Part): void; nextPrefixed(prefix: string, part: Part): string };
}

export interface Services {
  eventBus: EventBus;
  modeling: Modeling;
  canvas: Canvas;
  elementRegistry: Registry;
  moddle: Moddle;
  bpmnFactory: { create(type: string, properties?: object): Part };
  elementFactory: { createShape(attributes: object): Shape };
  commandStack: {
    execute(command: string, context: object): void;
    registerHandler(command: string, handler: unknown): void;
    undo(): void;
    redo(): void;
    canUndo(): boolean;
    canRedo(): boolean;
  };
  selection: { select(shape: Shape | Shape[] | null): void; get(): Shape[] };
  overlays: { add(id: string, kind: string, overlay: object): string; remove(filter: object): void };
  editorActions: {
    trigger(action: string, options?: object): unknown;
    unregister(action: string): void;
    register(actions: Record<string, () => void>): void;
  };
  copyPaste: { copy(shapes: Shape[]): unknown; paste(context?: object): unknown };
  clipboard: { get(): unknown; set(tree: unknown): void };
  autoPlace: { append(source: Shape, shape: Shape): Shape };
  searchPad: { toggle(): void };
  palette: { triggerEntry(id: string, action: string, event: Event, activate?: boolean): void };
  popupMenu: { open(target: unknown, provider: string, position: object, options?: object): void };
  spaceTool: {
    calculateAdjustments(shapes: Shape[], axis: 'x' | 'y', by: number, line: number): { movingShapes: Shape[]; resizingShapes: Shape[] };
    makeSpace(moving: Shape[], resizing: Shape[], by: Point, direction: 'e' | 's', line: number): void;
  };
  zoomScroll: { stepZoom(delta: number): void };
}

/** One part of the kit by its name. */
export type Kit = <Name extends keyof Services>(name: Name) => Services[Name];

/** Whether an element is of this BPMN type or of one that derives from it. */
export function is(shape: Shape | Part | undefined, type: string): boolean {
  const part = shape && 'businessObject' in shape ? shape.businessObject : (shape as Part | undefined);
  return Boolean(part?.$instanceOf?.(`bpmn:${type}`));
}

/** The one event definition of an event ("Timer", "Message" …); empty where it has none. */
export function eventOf(part: Part): string {
  const [definition] = part.get<Part[] | undefined>('eventDefinitions') ?? [];
  return definition ? definition.$type.replace(/^bpmn:|EventDefinition$/g, '') : '';
}
