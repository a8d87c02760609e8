// The text of a letter: a plain text area, so that every keyboard and input method works as everywhere, with the merge
// fields marked behind it and put in at the cursor.
const FIELD = /\{\{\s*([#/]?)\s*([a-z][a-z0-9_]*)\s*\}\}/g;

/** Marks the merge fields of a text area; `unknown` are those that nobody will ever fill. */
export class Marked {
  private unknown = new Set<string>();
  private readonly behind = document.createElement('div');

  constructor(readonly area: HTMLTextAreaElement) {
    this.behind.className = 'letter-behind';
    this.behind.setAttribute('aria-hidden', 'true');
    const room = document.createElement('div');
    room.className = 'letter-writing';
    area.replaceWith(room);
    room.append(this.behind, area);
    area.addEventListener('input', () => this.draw());
  }

  mark(unknown: Set<string>): void {
    this.unknown = unknown;
    this.draw();
  }

  draw(): void {
    const text = this.area.value;
    const parts: Node[] = [];
    let at = 0;
    for (const found of text.matchAll(FIELD)) {
      const mark = document.createElement('mark');
      mark.textContent = found[0];
      mark.className = this.unknown.has(found[2] ?? '') ? 'is-unknown' : '';
      parts.push(document.createTextNode(text.slice(at, found.index)), mark);
      at = found.index + found[0].length;
    }
    this.behind.replaceChildren(...parts, document.createTextNode(`${text.slice(at)}\n`));
  }
}

type Writing = HTMLTextAreaElement | HTMLInputElement;

/** Puts a merge field at the cursor, or around what is chosen: then it is printed only where the field is known. */
export function insert(into: Writing, name: string): void {
  const [from, to] = [into.selectionStart ?? into.value.length, into.selectionEnd ?? into.value.length];
  const chosen = into.value.slice(from, to);
  const made = chosen ? `{{# ${name} }}${chosen}{{/ ${name} }}` : `{{ ${name} }}`;
  into.focus();
  // the one way of putting text in that can be undone with the keyboard
  if (!document.execCommand('insertText', false, made)) into.setRangeText(made, from, to, 'end');
  into.dispatchEvent(new Event('input', { bubbles: true }));
}
