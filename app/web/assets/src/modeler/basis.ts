// A legal basis in parts, as the office writes it: «Luật Khiếu nại, Điều 27; Nghị định 124/2020/NĐ-CP, Điều 16».
import type { Law } from './catalogue';

export interface Basis {
  law: string; // its number; empty where the text is not on the list
  article: string; // «27», «khoản 2 Điều 28»
  text: string; // as written; it stays so until somebody picks another
}

const ARTICLE = /(?:(?:điểm \S+ )?(?:khoản \d+\w* )?Điều \d+\w*(?:(?:,| và) Điều \d+\w*)*|Phụ lục [IVX\d]+|Mẫu số \d+)/iu;

/** Takes a legal basis apart. */
export function readBasis(text: string, laws: Law[]): Basis[] {
  return text
    .split(';')
    .map((each) => each.trim())
    .filter(Boolean)
    .map((each) => readOne(each, laws));
}

function readOne(text: string, laws: Law[]): Basis {
  const article = ARTICLE.exec(text)?.[0] ?? '';
  const named = text.replace(article, '').replace(/^[\s,]+|[\s,]+$/g, '');
  const law = laws.find((each) => [each.cite, `${each.cite} ${each.number}`, each.number].includes(named));
  return { law: law?.number ?? '', article: law ? article.replace(/^Điều (?=\d+\w*$)/u, '') : '', text };
}

/** Writes one part anew from the text of law and its article. */
export function writeBasis(law: Law, article: string): string {
  const said = /^\d+\w*$/u.test(article.trim()) ? `Điều ${article.trim()}` : article.trim();
  return said ? `${law.cite}, ${said}` : law.cite;
}

/** Puts the parts together. */
export const joinBasis = (parts: Basis[]) => parts.map(({ text }) => text).filter(Boolean).join('; ');
