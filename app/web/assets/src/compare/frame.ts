/** One drawing in its frame: what part of it is seen, in the drawing's own coordinates. */
export interface Seen {
  readonly x: number;
  readonly y: number;
  readonly scale: number; // pixels a unit of the drawing
}

const LEAST = 0.2;
const MOST = 3;
const AROUND = 0.6; // neighbours are seen
const READABLE = 0.8; // labels are read

function middle(mark: SVGGraphicsElement, scale: number): Seen {
  const { x, y, width, height } = mark.getBBox();
  return { x: x + width / 2, y: y + height / 2, scale };
}

export class Frame {
  readonly #svg: SVGSVGElement;

  constructor(
    readonly room: HTMLElement,
    svg: SVGSVGElement,
  ) {
    this.#svg = svg;
  }

  /** Find the drawing of a frame; none where it could not be drawn. */
  static in(room: HTMLElement): Frame | undefined {
    const svg = room.querySelector<SVGSVGElement>('svg');
    return svg ? new Frame(room, svg) : undefined;
  }

  get #box(): DOMRect {
    return this.#svg.viewBox.baseVal;
  }

  get #scale(): number {
    return this.#svg.getBoundingClientRect().width / this.#box.width;
  }

  /** Say which point stands in the middle of the frame, and how large it is shown. */
  get seen(): Seen {
    const scale = this.#scale;
    return {
      x: this.#box.x + (this.room.scrollLeft + this.room.clientWidth / 2) / scale,
      y: this.#box.y + (this.room.scrollTop + this.room.clientHeight / 2) / scale,
      scale,
    };
  }

  /** Show a part of the drawing. */
  show(seen: Seen): void {
    const scale = Math.min(MOST, Math.max(LEAST, seen.scale));
    if (Math.abs(scale - this.#scale) > 0.001) {
      this.#svg.style.width = `${String(this.#box.width * scale)}px`;
      this.#svg.style.minWidth = '0';
      this.#svg.style.maxWidth = 'none';
    }
    this.room.scrollLeft = (seen.x - this.#box.x) * scale - this.room.clientWidth / 2;
    this.room.scrollTop = (seen.y - this.#box.y) * scale - this.room.clientHeight / 2;
  }

  /** Give the scale at which the whole drawing is seen. */
  get whole(): Seen {
    const { x, y, width, height } = this.#box;
    const scale = Math.min(this.room.clientWidth / width, this.room.clientHeight / height);
    return { x: x + width / 2, y: y + height / 2, scale };
  }

  /** Show where the first mark stands, with what is around it; the whole drawing where nothing is marked. */
  begin(): void {
    const mark = this.#svg.querySelector<SVGGraphicsElement>('.dr-badge');
    this.show(mark ? middle(mark, AROUND) : this.whole);
  }

  /** Bring the mark with an id into the middle, and set it off; false when it is not here. */
  find(id: string): boolean {
    const mark = this.#svg.querySelector<SVGGraphicsElement>(`#${CSS.escape(id)}`);
    if (!mark) return false;
    this.show(middle(mark, Math.max(this.#scale, READABLE)));
    for (const other of this.#svg.querySelectorAll('.is-found')) other.classList.remove('is-found');
    mark.classList.add('is-found');
    return true;
  }
}
