// What is typed is kept on the server while it is typed: <form data-draft-url="…" data-draft-saved="Đã giữ nháp lúc {time}"
// data-draft-failed="…">, with a [data-draft-status] somewhere in the form. Chosen files are not sent before the form is.
import { kept } from './unsaved';

const pause = 1200;
const timers = new WeakMap<HTMLFormElement, number>();

function say(form: HTMLFormElement, text: string): void {
  const place = form.querySelector('[data-draft-status]');
  if (place) place.textContent = text;
}

async function keep(form: HTMLFormElement): Promise<void> {
  const body = new FormData(form);
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  const version = form.dataset.edits;
  try {
    const answer = await fetch(form.dataset.draftUrl as string, { method: 'POST', body, credentials: 'same-origin' });
    if (!answer.ok) throw new Error(String(answer.status));
    if (form.dataset.edits === version) kept(form);
    const time = new Date().toLocaleTimeString('vi-VN', { hour: '2-digit', minute: '2-digit' });
    say(form, (form.dataset.draftSaved ?? '').replace('{time}', time));
  } catch {
    say(form, form.dataset.draftFailed ?? '');
  }
}

export function keepDrafts(): void {
  document.addEventListener('input', (event) => {
    const form = (event.target as Element).closest<HTMLFormElement>('form[data-draft-url]');
    if (!form) return;
    form.dataset.edits = String(Number(form.dataset.edits ?? 0) + 1);
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => void keep(form), pause));
  });
  document.addEventListener('submit', (event) => clearTimeout(timers.get(event.target as HTMLFormElement)));
}
