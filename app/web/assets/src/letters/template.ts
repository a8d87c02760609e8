// A letter's template taken apart into what people write, and put together again. What nobody changed keeps its very
// characters; the rules of the file stand in app/letters/template.py.
export const LISTS = ['addressees', 'recipients'];

interface Piece { raw: string; plain: string }

const PIECE = /^\s*(\{\{\s*[#/][^{}]*\}\}|<p>([\s\S]*?)<\/p>|<!--[\s\S]*?-->)/;
const ALONE = /^(\{\{\s*[#/]\s*[a-z][a-z0-9_]*\s*\}\}|<!--[\s\S]*-->)$/;

function unescaped(markup: string): string {
  const text = markup.replace(/\s*<br\s*\/?>\s*/g, '\0').replace(/[^\S\0]+/g, ' ').trim();
  const read = new DOMParser().parseFromString(`<p>${text.replace(/\0/g, '\uE000')}</p>`, 'text/html');
  return (read.body.textContent ?? '').replace(/\uE000/g, '\n');
}

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

function piecesOf(body: string): Piece[] | null {
  const found: Piece[] = [];
  let rest = body;
  while (rest.trim()) {
    const piece = PIECE.exec(rest);
    if (!piece) return null;
    const raw = piece[1] ?? '';
    found.push({ raw, plain: piece[2] === undefined ? raw : unescaped(piece[2]) });
    rest = rest.slice(piece[0].length);
  }
  return found;
}

/** The parts of one template; `text()` gives the file with what was written into them. */
export class Template {
  private readonly front: string[];
  private readonly before: string; // up to the front matter's first line
  private readonly body: string;
  private readonly pieces: Piece[] | null;
  private written: string;

  constructor(private readonly came: string) {
    const lines = came.split('\n');
    const end = lines.findIndex((line, at) => at > 0 && line.trim() === '---');
    const has = (lines[0] ?? '').replace('\uFEFF', '').trim() === '---' && end > 0;
    this.before = has ? (lines[0] ?? '') : '---';
    this.front = has ? lines.slice(1, end) : [];
    this.body = has ? lines.slice(end + 1).join('\n') : came;
    this.pieces = piecesOf(this.body);
    this.written = this.plain;
  }

  /** Whether the paragraphs could be taken apart; if not, the body is shown as it stands in the file. */
  get whole(): boolean {
    return this.pieces !== null;
  }

  private get plain(): string {
    return this.pieces ? this.pieces.map((piece) => piece.plain).filter(Boolean).join('\n\n') : this.body;
  }

  get(name: string): string {
    if (!LISTS.includes(name)) return this.lineOf(name)?.value ?? '';
    const from = this.front.findIndex((line) => this.named(line) === name);
    return from < 0 ? '' : this.items(from).map((line) => line.trim().slice(2).trim()).join('\n');
  }

  set(name: string, value: string): void {
    if (value === this.get(name)) return;
    if (LISTS.includes(name)) return this.setList(name, value);
    const line = value.trim() ? [`${name}: ${value.trim().replace(/\s+/g, ' ')}`] : [];
    const at = this.lineOf(name)?.at ?? -1;
    if (at >= 0) this.front.splice(at, 1, ...line);
    else this.front.splice(this.firstList(), 0, ...line);
  }

  get words(): string {
    return this.written;
  }

  set words(text: string) {
    this.written = text;
  }

  /** The paragraphs as they stand now, without what only says when they are printed. */
  get paragraphs(): string[] {
    return this.written.split(/\n[^\S\n]*\n\s*/).map((block) => block.trim()).filter((block) => block && !ALONE.test(block));
  }

  text(): string {
    const file = [this.before, ...this.front, '---', this.bodyNow()].join('\n');
    return file === this.came ? this.came : file;
  }

  private bodyNow(): string {
    if (!this.pieces || this.written === this.plain) return this.pieces ? this.body : this.written;
    const kept = [...this.pieces];
    const blocks = this.written.split(/\n[^\S\n]*\n\s*/).map((block) => block.trim()).filter(Boolean);
    return `${blocks.map((block) => this.raw(block, kept)).join('\n')}\n`;
  }

  /** A paragraph that stood there before keeps its characters. */
  private raw(block: string, kept: Piece[]): string {
    const at = kept.findIndex((piece) => piece.plain === block);
    if (at >= 0) return kept.splice(at, 1)[0]!.raw;
    return ALONE.test(block) ? block : `<p>${escaped(block).replace(/[^\S\n]*\n[^\S\n]*/g, '<br>')}</p>`;
  }

  private named(line: string): string {
    return line.trim().startsWith('- ') ? '' : (line.split(':')[0] ?? '').trim();
  }

  private lineOf(name: string): { at: number; value: string } | undefined {
    const at = this.front.findIndex((line) => this.named(line) === name);
    return at < 0 ? undefined : { at, value: (this.front[at] ?? '').slice((this.front[at] ?? '').indexOf(':') + 1).trim() };
  }

  private firstList(): number {
    const at = this.front.findIndex((line) => LISTS.includes(this.named(line)));
    return at < 0 ? this.front.length : at;
  }

  private items(from: number): string[] {
    const rest = this.front.slice(from + 1);
    const end = rest.findIndex((line) => !line.trim().startsWith('- '));
    return end < 0 ? rest : rest.slice(0, end);
  }

  private setList(name: string, value: string): void {
    const lines = value.split('\n').map((line) => line.trim().replace(/^- /, '')).filter(Boolean).map((line) => `- ${line}`);
    const block = lines.length ? [`${name}:`, ...lines] : [];
    const from = this.front.findIndex((line) => this.named(line) === name);
    if (from < 0) this.front.push(...block);
    else this.front.splice(from, 1 + this.items(from).length, ...block);
  }
}
