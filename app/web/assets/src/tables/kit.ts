// What we use of dmn-js: its modeler, the drawing it reads, and the tables and rows in it.
import DmnModeler from 'dmn-js/lib/Modeler';
import { translation } from './words';

export interface Text { text?: string }
export interface Rule { id: string; description?: string; annotationEntry?: Text[]; $model: Model }
export interface Model { create(type: string, attributes: Record<string, unknown>): Text & { $parent?: unknown } }
export interface Table { id: string; $type: string; annotation?: { name?: string }[]; rule?: Rule[] }
export interface Decision { id: string; name?: string; $type: string; decisionLogic?: Table }
export interface Definitions { drgElement?: Decision[] }
export interface View { id: string; type: string; name?: string; element: Decision | Definitions }
interface Service { trigger(action: string): void }
interface Viewer { get(name: 'editorActions'): Service; on(event: string, told: () => void): void }

export interface Modeler {
  importXML(xml: string): Promise<{ warnings: unknown[] }>;
  saveXML(options: { format: boolean }): Promise<{ xml: string }>;
  getDefinitions(): Definitions;
  getViews(): View[];
  getActiveView(): View | undefined;
  getActiveViewer(): Viewer | undefined;
  open(view: View): Promise<unknown>;
  on<Event>(event: string, told: (event: Event) => void): void;
}

/** A modeler that speaks the language of the page. */
export function modelerIn(container: Element): Modeler {
  const speaking = { additionalModules: [translation] };
  const options = { container, drd: speaking, decisionTable: speaking, literalExpression: speaking, boxedExpression: speaking };
  return new (DmnModeler as new (options: unknown) => Modeler)(options);
}

export const tablesOf = (definitions: Definitions): { decision: Decision; table: Table }[] =>
  (definitions.drgElement ?? []).flatMap((decision) =>
    decision.decisionLogic?.$type === 'dmn:DecisionTable' ? [{ decision, table: decision.decisionLogic }] : []);
