// Tables and stacks marked data-rows: j and k (or the arrows) walk, Enter opens, c claims, x selects.
// One row at a time can be reached with Tab (roving focus); Home and End jump.
import { isTyping } from './search';

const step: Record<string, number> = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };

function rowsOf(list: Element): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>('tbody tr[data-href], a.stack-item')];
}

function rove(rows: HTMLElement[], to: HTMLElement): void {
  for (const row of rows) row.tabIndex = row === to ? 0 : -1;
}

function walk(rows: HTMLElement[], key: string): void {
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const next = Math.min(rows.length - 1, Math.max(0, here < 0 ? 0 : here + (step[key] ?? 0)));
  const row = rows[next];
  if (!row) return;
  rove(rows, row);
  row.focus();
  row.scrollIntoView({ block: 'nearest' });
}

function act(row: HTMLTableRowElement, key: string): boolean {
  if (key === 'Enter' && row.dataset.href) location.assign(row.dataset.href);
  else if (key === 'c') row.querySelector<HTMLButtonElement>('button[data-claim]')?.click();
  else if (key === 'x') row.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
  else return false;
  return true;
}

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const inside = (event.target as Element).closest('[data-rows]');
  const list = inside ?? document.querySelector('[data-rows]');
  if (!list) return;
  if (event.key in step && (inside || event.key.length === 1)) {
    event.preventDefault();
    walk(rowsOf(list), event.key);
  } else if (event.target instanceof HTMLTableRowElement && act(event.target, event.key)) {
    event.preventDefault();
  }
}

function onClick(event: MouseEvent): void {
  const target = event.target as Element;
  const row = target.closest<HTMLTableRowElement>('table[data-rows] tbody tr[data-href]');
  if (!row || target.closest('a, button, input, label, select, summary') || String(getSelection()) !== '') return;
  if (event.ctrlKey || event.metaKey) window.open(row.dataset.href);
  else location.assign(row.dataset.href as string);
}

export function walkTables(): void {
  const ready = (): void => document.querySelectorAll('[data-rows]').forEach((list) => {
    const rows = rowsOf(list);
    if (rows[0] && !rows.some((row) => row.tabIndex === 0)) rove(rows, rows[0]);
  });
  ready();
  document.addEventListener('htmx:afterSettle', ready);
  document.addEventListener('keydown', onKey);
  document.addEventListener('click', onClick);
}
