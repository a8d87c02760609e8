/** Two drawings side by side: moved and enlarged together; a sentence leads to its mark on them. */
import '../styles/review.css';
import { Frame, type Seen } from './frame';

const STEP = 1.25;

function start(board: HTMLElement): void {
  const frames = [...board.querySelectorAll<HTMLElement>('[data-side]')]
    .map((room) => Frame.in(room))
    .filter((frame) => frame !== undefined);
  const [first] = frames;
  if (!first) return;
  const together = tools(board, frames, first);
  for (const frame of [...frames].reverse()) frame.begin();
  let moving: Frame | undefined;
  for (const frame of frames) {
    frame.room.addEventListener('pointerenter', () => (moving = frame));
    frame.room.addEventListener('focusin', () => (moving = frame));
    frame.room.addEventListener('scroll', () => {
      if (moving === frame && together.checked) follow(frames, frame, frame.seen);
    });
  }
  document.addEventListener('click', (click) => {
    const way = click.target instanceof Element ? click.target.closest<HTMLElement>('[data-mark]') : null;
    const found = way && frames.find((frame) => frame.find(way.dataset['mark'] ?? ''));
    if (!found) return;
    click.preventDefault();
    moving = found;
    follow(frames, found, found.seen);
    board.scrollIntoView({ block: 'nearest' });
  });
}

function follow(frames: readonly Frame[], leader: Frame, seen: Seen): void {
  for (const frame of frames) if (frame !== leader) frame.show(seen);
}

/** Put the buttons above the drawings; gives the box that says whether both move together. */
function tools(board: HTMLElement, frames: readonly Frame[], first: Frame): HTMLInputElement {
  const bar = document.createElement('div');
  bar.className = 'compare-tools no-print';
  const zoom = (by: number) => {
    for (const frame of frames) frame.show({ ...frame.seen, scale: frame.seen.scale * by });
  };
  bar.append(
    button(board.dataset['closer'], () => { zoom(STEP); }),
    button(board.dataset['farther'], () => { zoom(1 / STEP); }),
    button(board.dataset['whole'], () => { for (const frame of frames) frame.show(first.whole); }),
  );
  const label = document.createElement('label');
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.className = 'form-check-input';
  box.checked = true;
  label.append(box, ` ${board.dataset['together'] ?? ''}`);
  bar.append(label);
  board.before(bar);
  return box;
}

function button(word: string | undefined, act: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'btn btn-small';
  made.textContent = word ?? '';
  made.addEventListener('click', act);
  return made;
}

for (const board of document.querySelectorAll<HTMLElement>('[data-compare]')) start(board);
