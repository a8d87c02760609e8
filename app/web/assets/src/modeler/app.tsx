// The drawing board on its page: tools above, the sheet in the middle, what is known of the selected element beside it.
import { render } from '@bpmn-io/properties-panel/preact';
import { useState } from '@bpmn-io/properties-panel/preact/hooks';
import { say } from '../editing/translate';
import type { Board } from './board';
import { Keys, listen } from './keys';
import type { Shape } from './kit';
import { show } from './marks';
import { Outline } from './outline';
import { Panel } from './panel/panel';
import { Toolbar } from './toolbar';

export interface Places {
  canvas: HTMLElement;
  tools: HTMLElement;
  side: HTMLElement;
}

/** Divides the place on the page: the sheet must not be drawn anew when something beside it changes. */
export function divide(host: HTMLElement): Places {
  const [tools, room, canvas, side] = [part('modeler-tools'), part('modeler-room'), part('modeler-canvas'), part('modeler-side')];
  canvas.setAttribute('aria-label', say('Drawing of the procedure'));
  canvas.setAttribute('role', 'region');
  room.append(canvas, side);
  host.replaceChildren(tools, room);
  return { canvas, tools, side };
}

function part(name: string): HTMLElement {
  const made = document.createElement('div');
  made.className = name;
  return made;
}

/** Fills tools and panel for a board that is open. */
export function furnish(places: Places, board: Board): void {
  render(<Tools board={board} />, places.tools);
  render(<Side board={board} />, places.side);
}

function Tools({ board }: { board: Board }) {
  const [open, setOpen] = useState(false);
  useState(() => listen(board, () => setOpen(true)));
  return <><Toolbar board={board} onKeys={() => setOpen(true)} /><Keys open={open} onClose={() => setOpen(false)} /></>;
}

function Side({ board }: { board: Board }) {
  const [listed, setListed] = useState(false);
  const pick = (shape: Shape) => {
    show(board, shape.id);
    setListed(false);
  };
  return (
    <>
      <div class="side-tabs" role="tablist" aria-label={say('Beside the drawing')}>
        <Tab id="panel" word="Properties" open={!listed} onOpen={() => setListed(false)} />
        <Tab id="outline" word="As a list" open={listed} onOpen={() => setListed(true)} />
      </div>
      <div class="side-body" role="tabpanel" id={listed ? 'side-outline' : 'side-panel'} aria-labelledby={listed ? 'tab-outline' : 'tab-panel'}>
        {listed ? <Outline board={board} onPick={pick} /> : <Panel board={board} />}
      </div>
    </>
  );
}

function Tab({ id, word, open, onOpen }: { id: string; word: string; open: boolean; onOpen: () => void }) {
  return <button type="button" role="tab" id={`tab-${id}`} aria-selected={open} aria-controls={`side-${id}`} onClick={onOpen}>{say(word)}</button>;
}
