// Drawing black boxes over a page. The rows of numbers below the page are the truth that is sent; here they are drawn
// with mouse, finger or keys. Without this script the rows are typed.
interface Box { x: number; y: number; width: number; height: number }
type Side = keyof Box;

const WHOLE = 1000;
const LEAST = 8; // a slip of the finger is no box
const STEP = 10;
const SIDES: Side[] = ['x', 'y', 'width', 'height'];
const SVG = 'http://www.w3.org/2000/svg';

const clamp = (value: number, most: number): number => Math.max(0, Math.min(Math.round(value), most));

function within(box: Box): Box {
  const width = Math.max(LEAST, clamp(box.width, WHOLE));
  const height = Math.max(LEAST, clamp(box.height, WHOLE));
  return { x: clamp(box.x, WHOLE - width), y: clamp(box.y, WHOLE - height), width, height };
}

class Board {
  private boxes: Box[];
  private readonly past: Box[][] = [];
  private chosen = -1;

  constructor(private readonly form: HTMLFormElement, private readonly svg: SVGSVGElement, private readonly rows: HTMLElement) {
    this.boxes = [...svg.querySelectorAll('rect')].map((rect) => {
      const side = (name: Side): number => Number(rect.getAttribute(name));
      return { x: side('x'), y: side('y'), width: side('width'), height: side('height') };
    });
    this.show();
    svg.addEventListener('pointerdown', (event) => this.draw(event));
    form.addEventListener('keydown', (event) => this.key(event));
    form.addEventListener('click', (event) => this.click(event));
    rows.addEventListener('change', () => this.read());
  }

  /** Remember the boxes as they stand, change them, show and tell the change. */
  private change(boxes: Box[], chosen: number): void {
    this.past.push(this.boxes);
    this.boxes = boxes;
    this.chosen = chosen;
    this.show();
    this.rows.dispatchEvent(new Event('input', { bubbles: true }));
    this.focus();
  }

  private put(number: number, box: Box): void {
    this.change(this.boxes.map((each, at) => (at === number ? within(box) : each)), number);
  }

  private add(box: Box): void {
    this.change([...this.boxes, within(box)], this.boxes.length);
  }

  private remove(number: number): void {
    this.change(this.boxes.filter((_box, at) => at !== number), Math.min(number, this.boxes.length - 2));
    this.say(this.form.dataset.sayGone ?? '');
  }

  private undo(): void {
    const before = this.past.pop();
    if (!before) return;
    this.boxes = before;
    this.chosen = -1;
    this.show();
    this.focus();
  }

  /** Stay where the hand is: on the chosen box, or on the page, without scrolling away under the pointer. */
  private focus(): void {
    const [box] = [...this.svg.querySelectorAll<SVGRectElement>('rect[tabindex]')].slice(this.chosen < 0 ? Infinity : this.chosen);
    (box ?? this.svg).focus({ preventScroll: true });
  }

  private show(): void {
    this.svg.replaceChildren(...this.boxes.map((box, number) => this.rect(box, number)));
    const box = this.boxes[this.chosen];
    if (box) this.svg.append(this.handle(box));
    const [fresh] = this.rows.querySelectorAll('[data-new]');
    this.rows.replaceChildren(...this.boxes.map((each, number) => this.row(each, number, fresh as HTMLElement)), fresh as HTMLElement);
  }

  private rect(box: Box, number: number): SVGRectElement {
    const rect = document.createElementNS(SVG, 'rect');
    for (const side of SIDES) rect.setAttribute(side, String(box[side]));
    rect.setAttribute('tabindex', '0');
    rect.setAttribute('role', 'button');
    rect.setAttribute('aria-label', this.told(box, number));
    rect.dataset.number = String(number);
    rect.addEventListener('focus', () => {
      if (this.chosen === number) return;
      this.chosen = number;
      this.svg.querySelector('.handle')?.remove();
      this.svg.append(this.handle(box));
    });
    return rect;
  }

  /** A corner to pull: a square on the screen, whatever the shape of the page. */
  private handle(box: Box): SVGRectElement {
    const { width, height } = this.svg.getBoundingClientRect();
    const [wide, high] = [(16 * WHOLE) / (width || WHOLE), (16 * WHOLE) / (height || WHOLE)];
    const rect = document.createElementNS(SVG, 'rect');
    rect.setAttribute('class', 'handle');
    rect.setAttribute('x', String(box.x + box.width - wide / 2));
    rect.setAttribute('y', String(box.y + box.height - high / 2));
    rect.setAttribute('width', String(wide));
    rect.setAttribute('height', String(high));
    return rect;
  }

  private row(box: Box, number: number, fresh: HTMLElement): HTMLElement {
    const row = fresh.cloneNode(true) as HTMLElement;
    row.removeAttribute('data-new');
    for (const side of SIDES) {
      const field = row.querySelector<HTMLInputElement>(`[name=${side}]`);
      if (field) field.value = String(box[side] / 10);
    }
    row.querySelector('button')?.replaceWith(this.removeButton(number));
    return row;
  }

  private removeButton(number: number): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'btn btn-quiet btn-small';
    button.dataset.remove = String(number);
    button.textContent = this.form.dataset.sayRemove ?? '×';
    return button;
  }

  private told(box: Box, number: number): string {
    const words: Record<string, string> = { number: String(number + 1) };
    for (const side of SIDES) words[side] = String(Math.round(box[side] / 10));
    return (this.form.dataset.sayBox ?? '').replace(/\{(\w+)\}/g, (_all, name: string) => words[name] ?? '');
  }

  private say(text: string): void {
    const place = this.form.querySelector('[data-said]');
    if (place) place.textContent = text;
  }

  /** Take over what was typed into the rows; the last one becomes a box once all four numbers stand in it. */
  private read(): void {
    const fields = [...this.rows.querySelectorAll('tr')].map((row) => [...row.querySelectorAll('input')]);
    const typed = fields.map((row) => {
      const [x, y, width, height] = row.map((field) => (field.value.trim() ? 10 * Number(field.value.replace(',', '.')) : NaN));
      return { x, y, width, height } as Box;
    });
    const fit = (box: Box): boolean => SIDES.every((side) => Number.isFinite(box[side])) && box.width > 0 && box.height > 0;
    const kept = this.boxes.map((box, number) => (typed[number] && fit(typed[number]) ? within(typed[number]) : box));
    const fresh = typed[this.boxes.length];
    if (fresh && fit(fresh)) {
      fields.at(-1)?.forEach((field) => (field.value = ''));
      kept.push(within(fresh));
    }
    this.past.push(this.boxes);
    this.boxes = kept;
    this.show();
  }

  private place(event: PointerEvent): [number, number] {
    const page = this.svg.getBoundingClientRect();
    return [((event.clientX - page.left) / page.width) * WHOLE, ((event.clientY - page.top) / page.height) * WHOLE];
  }

  private draw(event: PointerEvent): void {
    if (event.button !== 0 || this.svg.parentElement?.classList.contains('is-scrolling')) return;
    event.preventDefault();
    const [startX, startY] = this.place(event);
    const target = event.target as SVGElement;
    const pulls = target.classList.contains('handle');
    const number = pulls ? this.chosen : Number(target.dataset.number ?? -1);
    const held = this.boxes[number];
    const ghost = document.createElementNS(SVG, 'rect');
    this.svg.append(ghost);
    let now: Box = { x: startX, y: startY, width: 0, height: 0 };
    const follow = (moved: PointerEvent): void => {
      const [x, y] = this.place(moved);
      if (!held) now = { x: Math.max(0, Math.min(x, startX)), y: Math.max(0, Math.min(y, startY)), width: Math.abs(x - startX), height: Math.abs(y - startY) };
      else if (pulls) now = { ...held, width: Math.max(LEAST, x - held.x), height: Math.max(LEAST, y - held.y) };
      else now = { ...held, x: held.x + x - startX, y: held.y + y - startY };
      for (const side of SIDES) ghost.setAttribute(side, String(now[side]));
    };
    const end = (last: PointerEvent): void => {
      this.svg.removeEventListener('pointermove', follow);
      ghost.remove();
      if (last.type === 'pointercancel') return;
      if (!held && now.width >= LEAST && now.height >= LEAST) this.add(now);
      else if (held && SIDES.some((side) => now[side] !== held[side]) && now.width > 0) this.put(number, now);
      else if (held) {
        this.chosen = number;
        this.show();
        this.focus();
      }
    };
    this.svg.setPointerCapture(event.pointerId);
    this.svg.addEventListener('pointermove', follow);
    this.svg.addEventListener('pointerup', end, { once: true });
    this.svg.addEventListener('pointercancel', end, { once: true });
  }

  private key(event: KeyboardEvent): void {
    if (event.target instanceof HTMLInputElement) return;
    if (event.key === 'z' && (event.ctrlKey || event.metaKey)) this.undo();
    else if (event.key === 'a' && !event.ctrlKey && !event.metaKey) this.middle();
    else if (!this.move(event)) return;
    event.preventDefault();
    document.activeElement?.scrollIntoView({ block: 'nearest' });
  }

  private move(event: KeyboardEvent): boolean {
    const number = Number((event.target as SVGElement).dataset.number ?? -1);
    const box = this.boxes[number];
    if (!box) return false;
    if (event.key === 'Delete' || event.key === 'Backspace') {
      this.remove(number);
      return true;
    }
    const ways: Record<string, [number, number]> = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
    const way = ways[event.key];
    if (!way) return false;
    const [across, down] = way;
    this.put(number, event.shiftKey ? { ...box, width: box.width + across, height: box.height + down } : { ...box, x: box.x + across, y: box.y + down });
    return true;
  }

  /** A new box in the middle of what is seen of the page. */
  private middle(): void {
    const { top, height } = this.svg.getBoundingClientRect();
    const seen = (Math.max(0, -top) + Math.min(height, innerHeight - top)) / 2;
    this.add({ x: 350, y: (seen / (height || 1)) * WHOLE - 25, width: 300, height: 50 });
  }

  private click(event: MouseEvent): void {
    const button = (event.target as Element).closest('button');
    if (!button) return;
    if (button.dataset.remove !== undefined) this.remove(Number(button.dataset.remove));
    else if ('add' in button.dataset) this.middle();
    else if ('scroll' in button.dataset) this.scroll(button);
    else if ('undo' in button.dataset && this.past.length) this.undo();
    else if ('whole' in button.dataset) this.change([{ x: 0, y: 0, width: WHOLE, height: WHOLE }], 0);
    else return;
    event.preventDefault();
  }

  private scroll(button: HTMLElement): void {
    const moves = this.svg.parentElement?.classList.toggle('is-scrolling') ?? false;
    button.setAttribute('aria-pressed', String(moves));
  }
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-redact]')) {
  const svg = form.querySelector<SVGSVGElement>('[data-surface]');
  const rows = form.querySelector<HTMLElement>('[data-rows]');
  if (svg && rows) new Board(form, svg, rows);
}
