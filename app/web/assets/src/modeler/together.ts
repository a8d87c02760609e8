// Several changes as one step: one undo takes them all back.
import type { Kit } from './kit';

const COMMAND = 'office.together';

class Together {
  preExecute(context: { work: () => void }): void {
    context.work();
  }
}

/** Does several changes as one step that can be undone. */
export function together(kit: Kit, work: () => void): void {
  kit('commandStack').execute(COMMAND, { work });
}

/** Teaches the kit to do several changes as one. */
export function allowTogether(kit: Kit): void {
  kit('commandStack').registerHandler(COMMAND, Together);
}
