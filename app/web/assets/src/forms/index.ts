// The desk of forms: the form-js editor limited to what the office shows, fields of the office's dictionary, preview.
import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';
import '@bpmn-io/form-js-editor/dist/assets/form-js-editor.css';
import './forms.css';
import { openDesk } from './desk';

void openDesk(document.getElementById('board') as HTMLElement);
