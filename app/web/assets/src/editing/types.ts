// What goes between an editor and the office. The server's side: app/web/drafting.py, app/web/draft_words.py.

/** What an editor gives: the file as text in and out, and, where it can, marks, mends and a way to an element. */
export interface Board {
  read(): Promise<string> | string;
  write(content: string): Promise<void> | void;
  /** Show the marks of the check at their elements. */
  mark?(marks: Mark[]): void;
  /** Bring an element into sight and choose it; true if it is there. */
  show?(element: string): boolean;
  /** Apply a mend as an undoable change; false leaves it to the server, which gives the mended file to write(). */
  mend?(mend: Mend): boolean;
}

export type Act = 'check' | 'autosave' | 'forget' | 'save' | 'lock' | 'take-over' | 'release' | 'catalogue' | 'mend';
export type Pairs = Record<string, string>; // Vietnamese → English

export interface Held { who: string; since: string }
/** Unsaved work: when it was kept, and the version and digest it was begun on. */
export interface Recovered { content: string; at: string; moved: boolean; base: string; version: string }

export interface Data {
  version: string;
  base: string;
  procedure: string;
  name: string;
  kind: 'procedure' | 'table' | 'form' | 'letter';
  content: string;
  writable: boolean;
  language: 'vi' | 'en';
  acts: Record<Act, string>;
  here: string;
  recovered: Recovered | null;
  held: Held | null;
  words: Record<string, string>;
}

export interface Note { element: string; rule: string; message: string; open?: boolean }

/**
 * One change that would mend a place. `choices` are what may be set (value and words); with exactly one it is a
 * matter of one click, with several the panel's field should be opened with these to choose from.
 */
export interface Mend {
  kind: 'property' | 'default' | 'id' | 'name' | 'remove'; // name: of the clients alone
  at: string; // the element and
  said: string; // the sentence of the note that it mends
  element: string; // which is changed
  rule: string;
  words: string; // what the button says, in the reader's language
  property: string; // of kind 'property' and 'remove': the property's name
  choices: { value: string; words: string }[];
}

export interface Checked { accepted: boolean; publishable: boolean; notes: Note[]; refusals: Note[]; mends: Mend[] }
export interface Mark extends Note { grave: boolean; mend: Mend | undefined }

export interface Meanwhile { version_id: string; digest: string; saved: { who: string; at: string; files: string[] }[] }

export interface Choice { value: string; words: string }
export interface Field extends Choice { kind: string; route: boolean; choices: Choice[] }
export interface Form { key: string; title: string; own: boolean; fields: Field[] }
export interface Limit extends Choice { article: string; variants: Choice[] }
export interface LawText extends Choice { cite: string; articles: string[] }
export interface Letter extends Choice { own: boolean }
/** Known at a step: a field that an earlier form, script or start can have set; `values` null means anything. */
export interface Known { name: string; label: string; values: Choice[] | null }

export interface Catalogue {
  forms: Form[];
  roles: Choice[];
  desks: Choice[];
  recorders: Choice[];
  guards: Choice[];
  limits: Limit[];
  milestones: Choice[];
  results: Choice[];
  letters: Letter[];
  procedures: Choice[];
  messages: Choice[];
  begins: Choice[];
  links: Choice[];
  needs: Choice[];
  kinds: Choice[];
  laws: LawText[];
  actions: (Choice & { parameters: string[] })[];
  /** by element id: what can be asked in a condition or a timer behind it */
  known: Record<string, Known[]>;
  english: Pairs;
}
