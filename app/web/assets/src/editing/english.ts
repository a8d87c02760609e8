// The English of what is being edited, beside its Vietnamese: kept with the next save (Office.inEnglish).
import type { Office } from './office';
import type { Pairs } from './types';

export class English {
  readonly mine: Pairs = {};
  private known: Pairs = {};

  constructor(private readonly office: Office, private readonly place: HTMLElement, private readonly told: () => void = () => undefined) {}

  /** Learns what is translated already. */
  async begin(): Promise<void> {
    this.known = await this.office.catalogue().then((found) => found.english, () => ({}));
  }

  /** Offers a line for each text; the same texts stay as they are, so that nobody is disturbed in writing. */
  show(texts: string[]): void {
    const asked = [...new Set(texts.filter((text) => /\p{L}/u.test(text)))];
    (this.place.closest('details') as HTMLElement).hidden = !asked.length;
    if (this.place.dataset.texts === JSON.stringify(asked)) return;
    this.place.dataset.texts = JSON.stringify(asked);
    this.place.replaceChildren(...asked.map((text) => this.line(text)));
  }

  private line(text: string): HTMLElement {
    const label = document.createElement('label');
    const writing = document.createElement(text.length > LONG ? 'textarea' : 'input');
    label.className = 'english-pair';
    writing.className = 'form-control';
    writing.lang = 'en';
    writing.value = this.mine[text] ?? this.known[text] ?? '';
    writing.addEventListener('change', () => this.keep(text, writing.value.trim()));
    label.append(Object.assign(document.createElement('span'), { textContent: text, lang: 'vi' }), writing);
    return label;
  }

  private keep(text: string, english: string): void {
    this.mine[text] = english;
    this.office.inEnglish(text, english);
    this.told();
  }
}

const LONG = 60; // characters that still fit one line
