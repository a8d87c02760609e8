// The bar for several matters at once says how many are chosen; without script it stands open below the table.
function count(form: HTMLFormElement): void {
  const chosen = form.querySelectorAll('tbody input[type=checkbox]:checked').length;
  const bar = form.querySelector<HTMLElement>('[data-bulk]');
  if (!bar) return;
  bar.hidden = chosen === 0;
  for (const place of bar.querySelectorAll('[data-chosen]')) place.textContent = String(chosen);
}

function forms(): HTMLFormElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-bulk]')]
    .map((bar) => bar.closest('form')).filter((form) => form !== null);
}

export function bulkBars(): void {
  forms().forEach(count);
  document.addEventListener('htmx:afterSettle', () => forms().forEach(count));
  document.addEventListener('change', (event) => {
    const box = event.target as HTMLInputElement;
    const form = box.form;
    if (!form?.querySelector('[data-bulk]')) return;
    if (box.matches('[data-all]')) {
      for (const each of form.querySelectorAll<HTMLInputElement>('tbody input[type=checkbox]')) each.checked = box.checked;
    }
    count(form);
  });
}
