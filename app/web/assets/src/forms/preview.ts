// The form as officers will see it: drawn by the office itself from what stands in the editor, answers and conditions
// included, in the language that is asked for.
interface Asked { address: string; name: string; content: string; english: Record<string, string> }

const place = (): HTMLElement => document.getElementById('preview-place') as HTMLElement;

function answersOf(form: HTMLFormElement): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string') (found[name] ??= []).push(value);
  }
  return found;
}

export class Preview {
  private language = 'vi';
  private turn = 0;

  constructor(private readonly asked: () => Asked) {
    place().addEventListener('change', () => void this.draw(this.answers()));
    place().addEventListener('submit', (event) => {
      event.preventDefault();
      const way = (event as SubmitEvent).submitter as HTMLButtonElement | null;
      void this.draw({ ...this.answers(), ...(way?.name ? { [way.name]: [way.value] } : {}) });
    });
    document.getElementById('preview-sample')?.addEventListener('click', () => void this.draw(null));
    document.getElementById('preview-empty')?.addEventListener('click', () => void this.draw({}));
    document.getElementById('preview-send')?.addEventListener('click', () => void this.draw(this.answers(), true));
  }

  async open(language: string): Promise<void> {
    const first = !place().querySelector('form');
    this.language = language;
    await this.draw(first ? null : this.answers());
  }

  private answers(): Record<string, string[]> {
    const form = place().querySelector('form');
    return form ? answersOf(form) : {};
  }

  /** Asks the office; where a newer question is under way, its answer counts. */
  private async draw(answers: Record<string, string[]> | null, sent = false): Promise<void> {
    const mine = (this.turn += 1);
    const { address, ...what } = this.asked();
    const token = document.querySelector<HTMLMetaElement>('meta[name=csrf-token]')?.content ?? '';
    const focused = document.activeElement?.id;
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-CSRFToken': token },
      body: JSON.stringify({ ...what, language: this.language, answers, sent }),
      credentials: 'same-origin',
    }).catch(() => null);
    if (!answer?.ok || mine !== this.turn) return;
    place().lang = this.language;
    place().innerHTML = await answer.text();
    if (focused) document.getElementById(focused)?.focus();
  }
}
