// Leaving a page with typed words that nobody kept asks first. A kept draft, a sent form: no question.
const changed = new Set<HTMLFormElement>();

export function kept(form: HTMLFormElement): void {
  changed.delete(form);
}

export function warnUnsaved(): void {
  document.addEventListener('input', (event) => {
    const form = (event.target as Element).closest<HTMLFormElement>('form[data-guard]');
    if (form) changed.add(form);
  });
  document.addEventListener('submit', (event) => kept(event.target as HTMLFormElement));
  addEventListener('beforeunload', (event) => {
    if ([...changed].some((form) => form.isConnected)) event.preventDefault();
  });
}
