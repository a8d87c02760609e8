/** A refused form comes back with its list of errors: the reader, and a screen reader, start there. */
export function errorsFirst(): void {
  document.documentElement.classList.add('has-script');
  const focus = (): void => document.querySelector<HTMLElement>('[data-errors]')?.focus();
  focus();
  document.addEventListener('htmx:afterSettle', focus);
}
