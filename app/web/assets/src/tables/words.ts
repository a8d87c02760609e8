// The words of dmn-js in the language of the page; those that vi.ts does not know are remembered for a test.
import { vietnamese } from './vi';

type Replacements = Record<string, string | number>;

declare global {
  var wordsMissing: Set<string>;
}

globalThis.wordsMissing ??= new Set();

const english: Record<string, string> = { Annotations: 'Article', Annotation: 'Article' };

function said(sentence: string): string {
  if (document.documentElement.lang !== 'vi') return english[sentence] ?? sentence;
  const found = vietnamese[sentence];
  if (found === undefined) globalThis.wordsMissing.add(sentence);
  return found ?? sentence;
}

const say = (sentence: string, replacements: Replacements = {}): string =>
  said(sentence).replace(/{\s*([^}]+?)\s*}/g, (whole, name: string) => String(replacements[name] ?? whole));

export const translation = { translate: ['value', say] };
