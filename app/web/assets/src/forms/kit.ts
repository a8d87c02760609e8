// What we use of the form-js editor, and the JSON it edits.
export type Json = null | boolean | number | string | Json[] | Members;
export interface Members { [name: string]: Json }
export interface Component extends Members { id: string; type: string }
export interface Field { id: string; type: string; _parent?: string; [name: string]: unknown }

interface EventBus { on(event: string, told: (event: { selection?: Field | null }) => void): void }
interface Modeling { editFormField(field: Field, properties: Record<string, unknown>): void }
interface Selection { get(): Field | null; set(field: Field): void }
interface Registry { get(id: string): Field | undefined; getAll(): Field[] }
interface Actions { trigger(action: string): void }
interface Kept { config: { type: string; name?: string; label?: string } }

export interface Services {
  eventBus: EventBus;
  modeling: Modeling;
  selection: Selection;
  formFieldRegistry: Registry;
  editorActions: Actions;
}

export interface Editor {
  importSchema(schema: unknown): Promise<{ warnings: unknown[] }>;
  saveSchema(): Component;
  get<Name extends keyof Services>(name: Name): Services[Name];
  on(event: string, told: () => void): void;
}

export interface FormFields { _formFields: Record<string, Kept> }
export interface Entry { id: string }
export interface Group { id: string; entries?: Entry[]; items?: unknown[] }
export interface Panel { registerProvider(provider: { getGroups(field: Field | null): (groups: Group[]) => Group[] }, priority: number): void }

const LISTS = 'dynamiclist';
/** The key under which a component's answers are kept; lists keep it under another name. */
export const keyOf = (field: Field): string => String((field.type === LISTS ? field.path : field.key) ?? '');
export const keyName = (field: Field): string => (field.type === LISTS ? 'path' : 'key');
