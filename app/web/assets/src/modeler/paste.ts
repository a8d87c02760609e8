// Pasting without a mouse: at a free place in the middle of what is seen, chosen, to be moved from there.
import type { Kit, Shape } from './kit';
import { sheetAt } from './put';

/** Lets «paste» put things down at once, instead of hanging them on a pointer that may not be there. */
export function pasteAtOnce(kit: Kit): void {
  kit('editorActions').unregister('paste');
  kit('editorActions').register({ paste: () => paste(kit) });
}

function paste(kit: Kit): void {
  const { x, y, width, height } = kit('canvas').viewbox();
  const point = { x: x + width / 2, y: y + height / 2 };
  const pasted = kit('copyPaste').paste({ element: sheetAt(kit, point), point }) as Shape[] | undefined;
  if (pasted?.length) kit('selection').select(pasted.filter((shape) => !shape.labelTarget));
}
