// The bars above the board: the line that tells whether it is saved, whose turn it is, what was left unsaved, trouble,
// and the question what shall become of two savings. The words come from the page.
import type { Data, Held, Meanwhile, Recovered } from './types';

const part = <E extends HTMLElement>(name: string): E | null => document.querySelector<E>(`[data-office="${name}"]`);

export class Bars {
  constructor(private readonly data: Data) {}

  on(button: string, act: () => void): void {
    part(button)?.addEventListener('click', act);
  }

  /** Put one act on a button in the place of the one before. */
  once(button: string, act: () => void): void {
    const found = part<HTMLButtonElement>(button);
    if (found) found.onclick = act;
  }

  state(word: 'saved' | 'kept' | 'changed' | 'saving' | 'offline' | 'unchanged'): void {
    const time = new Date().toLocaleTimeString('vi-VN', { hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone: 'Asia/Ho_Chi_Minh' });
    this.write('state', this.say(word, { time }));
    part('board')?.setAttribute('data-state', word);
  }

  saveable(yes: boolean): void {
    const button = part<HTMLButtonElement>('save');
    if (button) button.disabled = !yes;
  }

  held(held: Held): void {
    this.write('held-words', this.say('held', { ...held }));
    this.show('held', true);
  }

  free(): void {
    this.show('held', false);
  }

  offer(left: Recovered): void {
    this.write('recovery-words', this.say(left.moved ? 'recovery-moved' : 'recovery', { at: left.at }));
    this.show('recovery', true);
  }

  /** Whether what was left unsaved is still offered: neither taken up nor thrown away. */
  get undecided(): boolean {
    return part('recovery')?.hidden === false;
  }

  insist(): false {
    part('recovery')?.scrollIntoView({ block: 'center' });
    part('recover')?.focus();
    return false;
  }

  recovered(): void {
    this.show('recovery', false);
  }

  trouble(sentence: string, list: string[] = []): void {
    const room = part('trouble-words');
    const items = list.map((each) => Object.assign(document.createElement('li'), { textContent: each }));
    const rows = document.createElement('ul');
    rows.append(...items);
    room?.replaceChildren(Object.assign(document.createElement('p'), { textContent: sentence }), ...(items.length ? [rows] : []));
    this.show('trouble', true);
  }

  quiet(): void {
    this.show('trouble', false);
  }

  conflict(meanwhile: Meanwhile): void {
    const lines = meanwhile.saved.map((each) => Object.assign(document.createElement('li'), { textContent: `${each.who} · ${each.at} · ${each.files.join(', ')}` }));
    part('conflict-saved')?.replaceChildren(...lines);
    part<HTMLDialogElement>('conflict')?.showModal();
  }

  closeConflict(): void {
    part<HTMLDialogElement>('conflict')?.close();
  }

  private say(word: string, names: Record<string, string>): string {
    return (this.data.words[word] ?? '').replace(/\{(\w+)\}/g, (_all, name: string) => names[name] ?? '');
  }

  private write(name: string, text: string): void {
    const place = part(name);
    if (place) place.textContent = text;
  }

  private show(name: string, yes: boolean): void {
    const bar = part(name);
    if (bar) bar.hidden = !yes;
  }
}
