// What the office offers for a procedure: everything that a panel lets people pick.
import type { Catalogue as Told, Choice, Data, Known as KnownThere } from '../editing/types';

export interface Named {
  key: string;
  title: string;
}

export interface FormField {
  key: string;
  label: string;
  type: string;
  route: boolean; // whether the drawing may steer by it
  values: Named[];
}

export interface Form extends Named {
  fields: FormField[];
}

export interface Limit extends Named {
  article: string;
}

export interface Law {
  number: string;
  title: string;
  cite: string; // how a legal basis names it: «Luật Khiếu nại», «Nghị định 124/2020/NĐ-CP»
  articles: string[];
}

export interface Action extends Named {
  parameters: string[]; // a name that ends in «?» may be left out
}

type List =
  | 'letters' | 'roles' | 'desks' | 'guards' | 'recorders' | 'milestones' | 'results' | 'messages' | 'procedures'
  | 'begins' | 'links' | 'kinds' | 'needs';

export interface Catalogue extends Record<List, Named[]> {
  procedure: string;
  forms: Form[];
  limits: Limit[];
  laws: Law[];
  actions: Action[];
  known: Record<string, FormField[]>; // by element: what the saved drawing can know there
  english: Record<string, string>; // of Vietnamese texts
  inEnglish: (vietnamese: string, english: string) => void;
}

type Lists = Partial<Record<List, Choice[]>>;
type Offered = Told & Lists & { actions?: (Choice & { parameters: string[] })[] };

/** Takes up what the office tells, for the panels. */
export function takeUp(told: Offered, data: Data, inEnglish: Catalogue['inEnglish']): Catalogue {
  const list = (name: List) => named((told as Lists)[name] ?? []);
  return {
    procedure: data.procedure,
    forms: told.forms.map((form) => ({ ...form, fields: form.fields.map((field) => ({ ...field, key: field.value, label: field.words, type: field.kind, values: named(field.choices) })) })),
    limits: told.limits.map(({ value, words, article }) => ({ key: value, title: words, article })),
    laws: told.laws.map(({ value, words, cite, articles }) => ({ number: value, title: words, cite, articles })),
    actions: (told.actions ?? []).map(({ value, words, parameters }) => ({ key: value, title: words, parameters })),
    known: Object.fromEntries(Object.entries(told.known).map(([element, all]) => [element, all.map((each) => known(each, told.forms))])),
    english: told.english,
    inEnglish,
    letters: list('letters'), roles: list('roles'), desks: list('desks'), guards: list('guards'), recorders: list('recorders'),
    milestones: list('milestones'), results: list('results'), messages: list('messages'), procedures: list('procedures'),
    begins: list('begins'), links: list('links'), kinds: list('kinds'), needs: list('needs'),
  };
}

const named = (choices: Choice[]): Named[] => choices.map(({ value, words }) => ({ key: value, title: words }));

function known({ name, label, values }: KnownThere, forms: Told['forms']): FormField {
  const field = forms.flatMap(({ fields }) => fields).find(({ value }) => value === name);
  return { key: name, label: field?.words ?? label, type: field?.kind ?? 'textfield', route: true, values: named(values ?? []) };
}
