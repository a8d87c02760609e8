// Citizens' pages: the same sheet, less script.
import { copyOnClick } from './parts/copy';
import { helpTyping } from './parts/dates';
import { errorsFirst } from './parts/errors';
import { sendOnce } from './parts/once';
import { printOnClick } from './parts/print';
import { switchTheme } from './parts/theme';
import { warnUnsaved } from './parts/unsaved';

switchTheme();
helpTyping();
sendOnce();
warnUnsaved();
copyOnClick();
printOnClick();
errorsFirst();
