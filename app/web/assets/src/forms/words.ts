// The words of the form editor, which knows no language but English: its texts are exchanged where they appear. Only
// its own parts are looked at, never what somebody has written into the form.
import { vietnamese } from './vi';

declare global {
  var wordsMissing: Set<string>;
}

globalThis.wordsMissing ??= new Set();

const OWN = '.fjs-palette-container, .fjs-properties-container, .fjs-context-pad, .fjs-empty-editor, .fjs-empty-component, .fjs-properties-panel, .fjs-select-placeholder';
const WRITTEN = '.bio-properties-panel-header-label, .fjs-context-pad + *, .cm-editor, input, textarea, [data-written]';
const ATTRIBUTES = ['title', 'placeholder', 'aria-label', 'data-tooltip'];

const isVietnamese = (): boolean => document.documentElement.lang === 'vi';

export function say(text: string): string {
  if (!isVietnamese()) return text;
  const found = vietnamese[text.trim()] ?? composed(text.trim());
  if (found === undefined && /[a-z]{2}/i.test(text)) globalThis.wordsMissing.add(text.trim());
  return found ?? text;
}

const PATTERNS: [RegExp, string][] = [[/^Create an? (.+) element$/, 'Thêm: '], [/^Remove (.+)$/, 'Bỏ: ']];

/** Sentences around the name of a part, which is said already. */
function composed(text: string): string | undefined {
  for (const [pattern, words] of PATTERNS) {
    const named = pattern.exec(text);
    if (named) return words + (named[1] ?? '');
  }
  return undefined;
}

const isOwn = (node: Element | null): boolean => Boolean(node?.closest(OWN)) && !node?.closest(WRITTEN);

function exchange(node: Node): void {
  if (node instanceof Text) return exchangeText(node);
  if (!(node instanceof Element)) return;
  const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) exchangeText(texts.currentNode as Text);
  for (const each of [node, ...node.querySelectorAll('[title], [placeholder], [aria-label]')]) exchangeAttributes(each);
}

function exchangeText(text: Text): void {
  if (!text.data.trim() || !isOwn(text.parentElement)) return;
  const said = known.has(text.data) ? text.data : say(text.data);
  if (said !== text.data) text.data = said;
}

function exchangeAttributes(element: Element): void {
  if (!element.closest(OWN)) return;
  for (const name of ATTRIBUTES) {
    const text = element.getAttribute(name);
    if (!text || known.has(text) || text.startsWith('Thêm: ') || text.startsWith('Bỏ: ')) continue;
    const said = say(text);
    if (said !== text) element.setAttribute(name, said);
  }
}

const known = new Set(Object.values(vietnamese));

/** Speaks Vietnamese for a part of the page from now on. */
export function speak(place: Element): void {
  if (!isVietnamese()) return;
  const watch = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === 'characterData') exchange(change.target);
      else if (change.type === 'attributes') exchangeAttributes(change.target as Element);
      else change.addedNodes.forEach(exchange);
    }
  });
  watch.observe(place, { childList: true, subtree: true, characterData: true, attributeFilter: ATTRIBUTES });
  exchange(place);
}
