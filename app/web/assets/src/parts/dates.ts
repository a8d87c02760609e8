// Dates are typed as people write them: 26/11/2026, also 26/11, 261126 or 2611. The button opens the device's calendar.
import { isTyping } from './search';

function full(typed: string): string {
  const digits = typed.replace(/\D/g, '');
  const marked = /^\s*(\d{1,2})[/.\-\s](\d{1,2})(?:[/.\-\s](\d{4}|\d{2}))?\s*$/.exec(typed);
  const bare = /^(\d{2})(\d{2})(\d{4}|\d{2})?$/.exec(/^\s*\d+\s*$/.test(typed) ? digits : '');
  const [, day, month, year] = marked ?? bare ?? [];
  if (!day || !month) return typed;
  const whole = !year ? String(new Date().getFullYear()) : year.length === 2 ? `20${year}` : year;
  return `${day.padStart(2, '0')}/${month.padStart(2, '0')}/${whole}`;
}

function grouped(typed: string): string {
  return /^[\d.\s]+$/.test(typed) ? typed.replace(/\D/g, '').replace(/\B(?=(\d{3})+$)/g, '.') : typed;
}

export function helpTyping(): void {
  document.addEventListener('change', (event) => {
    const field = event.target as HTMLInputElement;
    if (field.matches('[data-date]')) field.value = full(field.value);
    if (field.matches('[data-number][inputmode=numeric]')) field.value = grouped(field.value);
    if (field.matches('input.picker')) {
      const typed = field.parentElement?.querySelector<HTMLInputElement>('[data-date]');
      if (!typed || !field.value) return;
      typed.value = field.value.split('-').reverse().join('/');
      typed.dispatchEvent(new Event('input', { bubbles: true }));
      typed.focus();
    }
  }, true);
  document.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('button[data-pick]');
    button?.parentElement?.querySelector<HTMLInputElement>('input.picker')?.showPicker();
  });
  // The keys 1…9 choose among big choices; nothing is sent before the person sends it.
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !/^[1-9]$/.test(event.key)) return;
    const choice = document.querySelector<HTMLInputElement>(`.choice input[data-key="${event.key}"]`);
    choice?.click();
    choice?.focus(); // so that Enter sends the form it stands in
  });
}
