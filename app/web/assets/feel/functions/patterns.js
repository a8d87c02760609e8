// Patterns are those of XPath 3.1; nearly all mean the same in JavaScript. The rest is brought over here.
const BLOCKS = { BasicLatin: '\\u0000-\\u007F', 'Latin-1Supplement': '\\u0080-\\u00FF', LatinExtendedAdditional: '\\u1E00-\\u1EFF' };
const FLAGS = /^[smixq]*$/;

/** Read a pattern; null for one that is not understood. */
export function pattern(text, flags = '', own = '') {
  const asked = flags ?? '';
  if (!FLAGS.test(asked) || (!asked.includes('q') && /(^|[^\\])(\\\\)*\\0/.test(text))) return null;
  const spaced = asked.includes('x') ? withoutSpaces(text) : text;
  const source = asked.includes('q') ? text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&') : translated(spaced);
  try {
    return new RegExp(source, `u${[...new Set(asked.replace(/[xq]/g, ''))].join('')}${own}`);
  } catch {
    return null;
  }
}

// Spaces inside a class in brackets count, all others are for the reader.
const withoutSpaces = (text) => text.replace(/\\\S|\[(?:\\.|[^\]\\])*\]|\s+/g, (found) => (/^\s/.test(found) ? '' : found));

const translated = (text) =>
  text
    .replace(/\[([^[\]]+)-\[([^[\]]+)\]\]/g, (_all, kept, left) => (left.startsWith('^') ? `(?=[${left.slice(1)}])[${kept}]` : `(?![${left}])[${kept}]`))
    .replace(/\\(p|P)\{Is([\w-]+)\}/g, (all, sign, name) => (BLOCKS[name] ? `[${sign === 'P' ? '^' : ''}${BLOCKS[name]}]` : all))
    .replace(/\\([ic])/g, (_all, which) => (which === 'i' ? '[\\p{L}_:]' : '[\\p{L}\\p{N}._:\\-]'))
    .replace(/\\([-"'&#%,:;<=>@_`~! ])(?![^[]*\])/g, '$1');
