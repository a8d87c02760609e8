// Asking the office: JSON there and back, with the page's token against forgery. Never throws.
import type { Held, Meanwhile } from './types';

export interface Refusal {
  sentence: string;
  offline: boolean;
  conflict?: Meanwhile;
  held?: Held;
  lost?: string[];
}

export type Answer<T> = { ok: true; told: T } | { ok: false; refusal: Refusal };

function token(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? '';
}

/** Without `sent` it is a question (GET), with it a change (POST). */
export async function ask<T>(address: string, sent?: unknown, more: RequestInit = {}): Promise<Answer<T>> {
  const change: RequestInit = sent === undefined ? {} : { method: 'POST', body: JSON.stringify(sent) };
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json', 'X-CSRFToken': token() };
  try {
    const answer = await fetch(address, { ...change, ...more, headers, credentials: 'same-origin' });
    const json = (answer.headers.get('Content-Type') ?? '').startsWith('application/json');
    if (answer.ok && json) return { ok: true, told: (await answer.json()) as T };
    const told = json ? ((await answer.json()) as Partial<Refusal>) : { sentence: await sentenceOf(answer) };
    return { ok: false, refusal: { ...told, sentence: told.sentence ?? '', offline: false } };
  } catch {
    return { ok: false, refusal: { sentence: '', offline: true } };
  }
}

/** The sentence of an error page, as everybody reads it. */
async function sentenceOf(answer: Response): Promise<string> {
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  return page.querySelector('main h1, main p')?.textContent?.trim() ?? String(answer.status);
}
