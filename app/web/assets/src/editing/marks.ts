// What the check says, as a list: each with the way to its element and, where one change mends it, that change.
import type { Board, Data, Mark } from './types';

export function showMarks(marks: Mark[], data: Data, board: Board, mend: (mark: Mark) => void): void {
  const list = document.querySelector('[data-office="marks"]');
  const count = document.querySelector('[data-office="marks-count"]');
  if (count) count.textContent = marks.length ? `(${marks.length})` : '';
  list?.replaceChildren(...(marks.length ? marks.map((mark) => line(mark, data, board, mend)) : [clean(data)]));
}

function line(mark: Mark, data: Data, board: Board, mend: (mark: Mark) => void): HTMLElement {
  const item = document.createElement('li');
  item.className = `note note-${mark.grave ? 'refused' : 'question'}`;
  item.dataset.rule = mark.rule;
  item.append(Object.assign(document.createElement('p'), { textContent: mark.message }));
  if (mark.element && board.show) item.append(button(data.words.show ?? '', () => board.show?.(mark.element)));
  if (mark.mend) item.append(button(mark.mend.words || (data.words.mend ?? ''), () => mend(mark)));
  return item;
}

function button(words: string, act: () => void): HTMLButtonElement {
  const made = Object.assign(document.createElement('button'), { type: 'button', className: 'btn btn-quiet btn-small', textContent: words });
  made.addEventListener('click', act);
  return made;
}

function clean(data: Data): HTMLElement {
  return Object.assign(document.createElement('li'), { className: 'note', textContent: data.words.clean ?? '' });
}
