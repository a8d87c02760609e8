// All of FEEL's own functions, declared by the modules beside this one.
import './contexts.js';
import './lists.js';
import './numbers.js';
import './ranges.js';
import './texts.js';
import './times.js';

export { functions } from './define.js';
