// The drawing as the office asks for it: read, written, marked, mended.
import type { Mark, Mend, Office } from '../editing/office';
import type { Opened } from './open';
import { mark, show } from './marks';
import { mend } from './mends';
import { settle } from './typing';

export class Sheet {
  opened: Opened | undefined;
  given = ''; // the text as it came, as long as nothing was changed

  constructor(private canvas: HTMLElement) {}

  changed(office: Office): void {
    this.given = '';
    office.changed();
  }

  async read(): Promise<string> {
    settle();
    return this.given || (await this.opened?.xml()) || '';
  }

  async write(content: string): Promise<void> {
    await this.opened?.show(content);
    this.given = content;
  }

  mark(marks: Mark[]): void {
    const told = marks.map(({ element, message, grave }, at) => ({ element, message, wrong: grave, number: at + 1 }));
    if (this.opened) mark(this.opened.board, told, pick);
  }

  show(element: string): boolean {
    this.canvas.scrollIntoView({ block: 'nearest' });
    return this.opened ? show(this.opened.board, element) : false;
  }

  mend(wanted: Mend): boolean {
    return this.opened ? mend(this.opened.board, wanted) : false;
  }
}

function pick(number: number): void {
  const line = document.querySelectorAll<HTMLElement>('[data-office="marks"] > li')[number - 1];
  line?.setAttribute('tabindex', '-1');
  line?.focus();
  line?.scrollIntoView({ block: 'nearest' });
}
