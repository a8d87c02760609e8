// The keys of the drawing board: a list of them under «?», and those that work wherever the reader is on the page.
import { useEffect, useRef } from '@bpmn-io/properties-panel/preact/hooks';
import { say } from '../editing/translate';
import type { Board } from './board';

const KEYS: [keys: string, word: string][] = [
  ['?', 'This list'], ['Tab', 'To the next part of the page'], ['↑ ↓', 'Through what can be drawn'], ['Enter', 'Draw it behind the selected element'],
  ['E', 'Write the name'], ['R', 'Change element'], ['Delete', 'Delete'], ['← ↑ → ↓', 'Move the selected element'],
  ['Shift ← ↑ → ↓', 'Move it further'], ['Ctrl ← ↑ → ↓', 'Move the sheet'], ['C', 'Draw an arrow'], ['H', 'Move the sheet'], ['L', 'Select an area'],
  ['S', 'Make room'], ['Ctrl A', 'Select everything'], ['Ctrl C', 'Copy'], ['Ctrl V', 'Paste'], ['Ctrl X', 'Cut'], ['Ctrl Z', 'Undo'], ['Ctrl Y', 'Redo'],
  ['Ctrl F', 'Search'], ['Ctrl S', 'Save'], ['Ctrl +', 'Zoom in'], ['Ctrl −', 'Zoom out'], ['Ctrl 0', 'Real size'], ['W', 'Whole drawing'], ['Esc', 'Leave off'],
];

/** The list of keys, as a box over the page. */
export function Keys({ open, onClose }: { open: boolean; onClose: () => void }) {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) box.current?.showModal();
    else box.current?.close();
  }, [open]);
  return (
    <dialog class="modeler-keys" ref={box} onClose={onClose} aria-labelledby="keys-title">
      <h2 id="keys-title">{say('Keys of the drawing board')}</h2>
      <dl>{KEYS.map(([keys, word]) => <div key={keys + word}><dt><kbd>{keys}</kbd></dt><dd>{say(word)}</dd></div>)}</dl>
      <button type="button" class="btn btn-primary" onClick={onClose}>{say('Close')}</button>
    </dialog>
  );
}

const EVERYWHERE: Record<string, string> = { z: 'undo', y: 'redo', f: 'find' };

/** Lets the keys that matter work outside the canvas too, but never while somebody types. */
export function listen({ kit }: Board, showKeys: () => void): void {
  document.addEventListener('keydown', (event) => {
    const target = event.target as HTMLElement;
    if (event.defaultPrevented || target.closest('input, textarea, select, [contenteditable="true"], dialog')) return;
    const action = event.ctrlKey || event.metaKey ? EVERYWHERE[event.key.toLowerCase()] : undefined;
    if (action && !target.closest('.djs-container')) {
      event.preventDefault();
      kit('editorActions').trigger(action);
    }
    if (event.key === '?') showKeys();
    if (event.key === 'w' && !event.ctrlKey && !event.metaKey && !event.altKey) kit('canvas').zoom('fit-viewport');
  });
}
