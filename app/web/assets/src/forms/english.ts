// The English of what is selected, beside its Vietnamese: kept with the next save (Office.inEnglish).
import type { Field } from './kit';
import type { Office } from '../editing/office';

const TEXTS = ['label', 'dateLabel', 'timeLabel', 'description', 'text'];

function textsOf(field: Field): string[] {
  const own = TEXTS.map((name) => field[name]);
  const properties = (field.properties ?? {}) as Record<string, unknown>;
  const validate = (field.validate ?? {}) as Record<string, unknown>;
  const choices = ((field.values ?? []) as { label?: unknown }[]).map((each) => each.label);
  const all = [...own, properties.unit, properties.ruleMessage, validate.patternErrorMessage, ...choices];
  return [...new Set(all.filter((text): text is string => typeof text === 'string' && /\p{L}/u.test(text)))];
}

export class EnglishPart {
  readonly mine: Record<string, string> = {};
  private known: Record<string, string> = {};

  constructor(private readonly office: Office, private readonly told: () => void) {}

  async begin(): Promise<void> {
    this.known = await this.office.catalogue().then((found) => found.english, () => ({}));
  }

  of(text: string): string {
    return this.mine[text] ?? this.known[text] ?? '';
  }

  show(field: Field | null): void {
    const place = document.getElementById('field-english') as HTMLElement;
    const texts = field ? textsOf(field) : [];
    (place.closest('details') as HTMLElement).hidden = !texts.length;
    if (place.dataset.texts === JSON.stringify(texts)) return;
    place.dataset.texts = JSON.stringify(texts);
    place.replaceChildren(...texts.map((text) => this.line(text)));
  }

  private line(text: string): HTMLElement {
    const label = document.createElement('label');
    const input = document.createElement('input');
    label.className = 'english-pair';
    input.className = 'form-control';
    input.lang = 'en';
    input.value = this.of(text);
    input.addEventListener('change', () => {
      this.mine[text] = input.value.trim();
      this.office.inEnglish(text, input.value.trim());
      this.told();
    });
    label.append(Object.assign(document.createElement('span'), { textContent: text, lang: 'vi' }), input);
    return label;
  }
}
