// Officers' pages. Everything here saves a movement; nothing here is needed to do the work.
import './htmx';
import { copyOnClick } from './parts/copy';
import { helpTyping } from './parts/dates';
import { keepDrafts } from './parts/draft';
import { sendOnce } from './parts/once';
import { closeMenus } from './parts/menu';
import { slashToSearch } from './parts/search';
import { walkTables } from './parts/table';
import { bulkBars } from './parts/bulk';
import { switchTheme } from './parts/theme';
import { warnUnsaved } from './parts/unsaved';
import { errorsFirst } from './parts/errors';
import { printOnClick } from './parts/print';
import { followAnswers } from './parts/live';

switchTheme();
slashToSearch();
walkTables();
bulkBars();
closeMenus();
helpTyping();
sendOnce();
keepDrafts();
followAnswers();
warnUnsaved();
copyOnClick();
printOnClick();
errorsFirst();
