// What is being typed: shown as it is typed, handed on after a moment's rest, and at the latest when the drawing is read
// or the field goes away. The text itself lies outside of what is drawn, for drawing comes later than the next key.
import { useEffect, useRef, useState } from '@bpmn-io/properties-panel/preact/hooks';

const REST = 600; // milliseconds
const waiting = new Set<Field>();

type Typed = Event & { currentTarget: HTMLInputElement | HTMLTextAreaElement };

/** Hands on everything that was typed and still rests. */
export function settle(): void {
  for (const field of [...waiting]) field.hand();
}

class Field {
  private text = '';
  private timer = 0;
  private onSet: (value: string) => void = () => undefined;

  constructor(private readonly shown: (typed: string | undefined) => void) {}

  /** Keeps what was typed, for the one to whom the field belonged at that moment. */
  type(text: string, onSet: (value: string) => void): void {
    this.text = text;
    this.onSet = onSet;
    waiting.add(this);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.hand(), REST);
    this.shown(text);
  }

  /** Hands on what was typed, once. */
  readonly hand = (): void => {
    clearTimeout(this.timer);
    if (!waiting.delete(this)) return;
    this.onSet(this.text);
    this.shown(undefined);
  };
}

/** Value and listeners of a field in which somebody types. */
export function useTyping(value: string, onSet: (value: string) => void) {
  const [typed, setTyped] = useState<string>();
  const field = (useRef<Field>().current ??= new Field(setTyped));
  useEffect(() => field.hand, [field]);
  const set = (text: string) => { if (text !== value) onSet(text); };
  return { value: typed ?? value, onInput: (event: Typed) => field.type(event.currentTarget.value, set), onBlur: field.hand };
}
