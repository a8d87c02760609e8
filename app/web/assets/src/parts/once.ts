// A form is sent once: a second click while the first is under way would be a second petition.
export function sendOnce(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (form.method !== 'post' || event.defaultPrevented) return;
    if (form.dataset.sent === 'yes') {
      event.preventDefault();
      return;
    }
    form.dataset.sent = 'yes';
    form.setAttribute('aria-busy', 'true');
  });
  const reopen = (form: HTMLFormElement): void => {
    delete form.dataset.sent;
    form.removeAttribute('aria-busy');
  };
  addEventListener('pageshow', () => document.querySelectorAll('form').forEach(reopen));
  document.addEventListener('htmx:afterRequest', (event) => {
    const form = (event.target as Element).closest('form');
    if (form) reopen(form);
  });
}
