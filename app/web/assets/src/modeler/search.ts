// Search on the drawing as Vietnamese is typed: with or without accents, «ky van ban» finds «Ký văn bản».
import search from 'diagram-js/lib/features/search/search';

type Item = Record<string, unknown>;
type Token = { value: string };
type Found = { item: Item; tokens: Record<string, Token[]> };
type Search = (items: Item[], pattern: string, options: { keys: string[] }) => Found[];

/** Finds items whose texts contain the words, whatever the accents. */
export function accentless(items: Item[], pattern: string, options: { keys: string[] }): Found[] {
  const folded = items.map((item) => ({ ...item, ...mapped(options.keys, (key) => fold(text(item[key]))), whole: item }));
  return (search as Search)(folded, fold(pattern), options).map(({ item, tokens }) => {
    const whole = item['whole'] as Item;
    return { item: whole, tokens: mapped(options.keys, (key) => respelled(tokens[key] ?? [], text(whole[key]))) };
  });
}

// Letter by letter, so that what was found can be shown as it is written.
const fold = (value: string) => [...value.normalize('NFC')].map(foldLetter).join('');
const foldLetter = (letter: string) => (letter === 'đ' ? 'd' : letter === 'Đ' ? 'D' : (letter.normalize('NFD')[0] ?? letter));

function respelled(tokens: Token[], spelled: string): Token[] {
  let at = 0;
  const whole = spelled.normalize('NFC');
  return tokens.map((token) => {
    const value = whole.slice(at, at + token.value.length);
    at += token.value.length;
    return { ...token, value };
  });
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');

function mapped<T>(keys: string[], make: (key: string) => T): Record<string, T> {
  return Object.fromEntries(keys.map((key) => [key, make(key)]));
}
