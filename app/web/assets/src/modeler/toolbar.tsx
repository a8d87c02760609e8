// The row of buttons above the drawing: every one has a word, and a key that is listed under «?».
import { useEffect, useState } from '@bpmn-io/properties-panel/preact/hooks';
import { say } from '../editing/translate';
import type { Board } from './board';

const ARRANGE: [word: string, action: string, options: object][] = [
  ['Align elements left', 'alignElements', { type: 'left' }],
  ['Align elements center', 'alignElements', { type: 'center' }],
  ['Align elements right', 'alignElements', { type: 'right' }],
  ['Align elements top', 'alignElements', { type: 'top' }],
  ['Align elements middle', 'alignElements', { type: 'middle' }],
  ['Align elements bottom', 'alignElements', { type: 'bottom' }],
  ['Distribute elements horizontally', 'distributeElements', { type: 'horizontal' }],
  ['Distribute elements vertically', 'distributeElements', { type: 'vertical' }],
];

export function Toolbar({ board, onKeys }: { board: Board; onKeys: () => void }) {
  const { kit, frozen } = board;
  const [can, setCan] = useState({ undo: false, redo: false, many: false });
  useEffect(() => {
    if (frozen) return;
    const look = () => setCan({ undo: kit('commandStack').canUndo(), redo: kit('commandStack').canRedo(), many: kit('selection').get().length > 1 });
    kit('eventBus').on(['commandStack.changed', 'selection.changed'], 100, () => void setTimeout(look));
  }, []);
  const act = (action: string, options?: object) => () => kit('editorActions').trigger(action, options);
  return (
    <div class="modeler-bar" role="toolbar" aria-label={say('Drawing tools')}>
      {!frozen && <Tool word="Undo" keys="Ctrl Z" onDo={act('undo')} disabled={!can.undo} />}
      {!frozen && <Tool word="Redo" keys="Ctrl Y" onDo={act('redo')} disabled={!can.redo} />}
      {!frozen && <Tool word="Copy" keys="Ctrl C" onDo={act('copy')} />}
      {!frozen && <Tool word="Paste" keys="Ctrl V" onDo={act('paste')} />}
      {!frozen && <Tool word="Search" keys="Ctrl F" onDo={() => setTimeout(act('find'))} />}
      {!frozen && <Arrange act={act} disabled={!can.many} />}
      <span class="modeler-gap" />
      <Tool word="Zoom out" keys="Ctrl −" onDo={() => kit('zoomScroll').stepZoom(-1)} />
      <Tool word="Zoom in" keys="Ctrl +" onDo={() => kit('zoomScroll').stepZoom(1)} />
      <Tool word="Whole drawing" keys="W" onDo={() => kit('canvas').zoom('fit-viewport')} />
      <Tool word="Keys" keys="?" onDo={onKeys} />
    </div>
  );
}

function Tool({ word, keys, onDo, disabled = false }: { word: string; keys: string; onDo: () => void; disabled?: boolean }) {
  return <button type="button" class="btn btn-quiet btn-small" title={keys} disabled={disabled} onClick={onDo}>{say(word)}</button>;
}

function Arrange({ act, disabled }: { act: (action: string, options: object) => () => void; disabled: boolean }) {
  const close = (event: Event) => (event.currentTarget as HTMLElement).closest('details')?.removeAttribute('open');
  return (
    <details class="modeler-arrange">
      <summary class="btn btn-quiet btn-small" aria-disabled={disabled}>{say('Arrange')}</summary>
      <div class="modeler-menu" onClick={close}>
        {disabled && <p class="panel-hint">{say('Select several elements first (Shift and click).')}</p>}
        {ARRANGE.map(([word, action, options]) => <button key={word} type="button" class="modeler-menu-item" disabled={disabled} onClick={act(action, options)}>{say(word)}</button>)}
      </div>
    </details>
  );
}
