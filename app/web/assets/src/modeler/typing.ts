// What is being typed: shown as it is typed, handed on after a moment's rest, and at the latest when the drawing is read.
import { useEffect, useState } from '@bpmn-io/properties-panel/preact/hooks';

const REST = 600; // milliseconds
const waiting = new Set<() => void>();

/** Hands on everything that was typed and still rests. */
export function settle(): void {
  for (const hand of [...waiting]) hand();
}

type Typed = Event & { currentTarget: HTMLInputElement | HTMLTextAreaElement };

/** Value and listeners of a field in which somebody types. */
export function useTyping(value: string, onSet: (value: string) => void) {
  const [typed, setTyped] = useState<string>();
  const hand = () => {
    if (typed !== undefined && typed !== value) onSet(typed);
    setTyped(undefined);
  };
  useEffect(() => {
    if (typed === undefined) return undefined;
    waiting.add(hand);
    const timer = setTimeout(hand, REST);
    return () => {
      waiting.delete(hand);
      clearTimeout(timer);
    };
  }, [typed]);
  return { value: typed ?? value, onInput: (event: Typed) => setTyped(event.currentTarget.value), onBlur: hand };
}
