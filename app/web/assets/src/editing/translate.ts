// The words of the editors. Their code speaks English; on a Vietnamese page every word is looked up in vi.ts, and
// what is not found there is remembered, so that a test can use every menu and find nothing missing.
import { vietnamese } from './vi';

type Replacements = Record<string, string | number>;

declare global {
  var wordsMissing: Set<string>;
}

globalThis.wordsMissing = new Set();

const inVietnamese = () => document.documentElement.lang === 'vi';

/** Says a sentence of the editors in the language of the page; {names} are filled in. */
export function say(sentence: string, replacements: Replacements = {}): string {
  return fill(inVietnamese() ? lookUp(sentence) : sentence, replacements);
}

function lookUp(sentence: string): string {
  const found = vietnamese[sentence];
  if (found === undefined) globalThis.wordsMissing.add(sentence);
  return found ?? sentence;
}

function fill(sentence: string, replacements: Replacements): string {
  return sentence.replace(/{([^}]+)}/g, (whole, name: string) => String(replacements[name] ?? whole));
}

/** The same as a service of the bpmn.io editors: give it to them as an additional module. */
export const translation = { translate: ['value', say] };
