// A long form that answers while it is filled: <form data-live-url="…">. On each change its answers are sent and the
// page comes back; only what the server changed is taken over, so nothing that is being typed is ever lost.
// [data-part="name"] is replaced as a whole; a file field with data-send-now sends its files at once.
type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const isBox = (each: Control): each is HTMLInputElement => each instanceof HTMLInputElement && /^(checkbox|radio)$/.test(each.type);
const stateOf = (each: Control): string => (isBox(each) ? String(each.checked) : each.value);

function controls(root: ParentNode): Control[] {
  return [...root.querySelectorAll<Control>('input[id], select[id], textarea[id]')].filter((each) => each.type !== 'file' && !each.closest('[data-part]'));
}

function snapshot(root: ParentNode): Map<string, string> {
  const found = new Map<string, string>();
  for (const each of controls(root)) found.set(each.name, `${found.get(each.name) ?? ''}|${stateOf(each)}`);
  return found;
}

/** The same control in the open page: boxes by what they stand for, because a set may offer fewer answers now. */
function twin(form: HTMLFormElement, theirs: Control): Control | null {
  if (!isBox(theirs)) return document.getElementById(theirs.id) as Control | null;
  return form.querySelector<HTMLInputElement>(`input[name="${CSS.escape(theirs.name)}"][value="${CSS.escape(theirs.value)}"]`);
}

/** Answers that are no longer offered are put away. */
function offer(form: HTMLFormElement, answer: Document): void {
  for (const mine of form.querySelectorAll<HTMLInputElement>('fieldset input[type=radio]')) {
    const theirs = [...answer.querySelectorAll<HTMLInputElement>(`input[name="${CSS.escape(mine.name)}"]`)];
    const row = mine.closest<HTMLElement>('.form-check');
    if (row && theirs.length) row.hidden = !theirs.some((each) => each.value === mine.value);
  }
}

function takeValue(mine: Control, theirs: Control): void {
  if (isBox(mine) && isBox(theirs)) mine.checked = theirs.checked;
  else if (mine.value !== theirs.value) mine.value = theirs.value;
}

/** Options that the server offers now; the chosen one stays chosen where it is still offered. */
function takeOptions(mine: Control, theirs: Control): void {
  if (!(mine instanceof HTMLSelectElement) || mine.innerHTML === theirs.innerHTML) return;
  const chosen = mine.value;
  mine.innerHTML = theirs.innerHTML;
  mine.value = chosen;
}

function show(form: HTMLFormElement, answer: Document): void {
  for (const theirs of answer.querySelectorAll<HTMLElement>('[id^="f-"]')) {
    const mine = document.getElementById(theirs.id)?.closest<HTMLElement>('.field, .list');
    const other = theirs.closest<HTMLElement>('.field, .list');
    if (mine && other) mine.hidden = other.hidden;
  }
  for (const kind of ['fieldset.group', '.prose']) {
    const theirs = answer.querySelectorAll<HTMLElement>(kind);
    const mine = form.querySelectorAll<HTMLElement>(kind);
    if (theirs.length === mine.length) mine.forEach((each, at) => { each.hidden = theirs[at]!.hidden; });
  }
  for (const list of answer.querySelectorAll<HTMLElement>('.list[id]')) {
    const mine = document.getElementById(list.id)?.querySelector('.list-rows');
    const rows = [...list.querySelectorAll(':scope > .list-rows > .list-row')];
    if (mine) for (const row of rows.slice(mine.children.length)) mine.append(document.importNode(row, true));
  }
}

function merge(form: HTMLFormElement, answer: Document, before: Map<string, string>): void {
  const now = snapshot(form);
  for (const theirs of controls(answer)) {
    const mine = twin(form, theirs);
    if (!mine || mine.form !== form) continue;
    if (mine !== document.activeElement) takeOptions(mine, theirs);
    if (mine !== document.activeElement && now.get(mine.name) === before.get(mine.name)) takeValue(mine, theirs);
  }
  for (const theirs of answer.querySelectorAll<HTMLElement>('[data-part]')) {
    const mine = document.querySelector<HTMLElement>(`[data-part="${theirs.dataset.part}"]`);
    if (!mine || mine.contains(document.activeElement)) continue;
    const open = mine.querySelector('details')?.open ?? false;
    mine.innerHTML = theirs.innerHTML;
    const details = mine.querySelector('details');
    if (details) details.open = open;
  }
  offer(form, answer);
  show(form, answer);
}

async function ask(form: HTMLFormElement, picked: HTMLInputElement | null): Promise<void> {
  const body = new FormData(form);
  if (!picked) for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  const before = snapshot(form);
  const turn = String(Number(form.dataset.turn ?? 0) + 1);
  form.dataset.turn = turn;
  const answer = await fetch(form.dataset.liveUrl as string, { method: 'POST', body, credentials: 'same-origin' });
  if (!answer.ok) {
    const place = form.querySelector('[data-draft-status]');
    if (place) place.textContent = form.dataset.draftFailed ?? '';
    return;
  }
  if (picked) picked.value = '';
  if (form.dataset.turn !== turn && !picked) return; // a newer question is under way
  merge(form, new DOMParser().parseFromString(await answer.text(), 'text/html'), before);
}

export function followAnswers(): void {
  if (document.activeElement === document.body) {
    document.querySelector<HTMLElement>('form[data-live-url] input:checked')?.focus({ preventScroll: true });
  }
  document.addEventListener('change', (event) => {
    const field = event.target as HTMLInputElement;
    const form = field.form;
    if (!form?.dataset.liveUrl) return;
    const isFile = field.type === 'file';
    if (isFile && field.dataset.sendNow === undefined) return;
    void ask(form, isFile ? field : null).catch(() => undefined);
  });
}
