// Reading a FEEL text takes nineteen twentieths of the time of working it out, and the same few
// hundred texts are asked all day. How a text is read depends on the text and on the *names* around
// it (names may hold spaces), not on their values: so a tree is kept under both.
import { parser } from '@bpmn-io/lezer-feel';

const LIMIT = 5000;
const trees = new Map();
let names = '';

/** Say which names stand around the texts that are read next. */
export const setNames = (context) => {
  names = shape(context);
};

const configure = parser.configure.bind(parser);
parser.configure = (config) => ({
  parse(text) {
    const key = `${config.top}\n${config.dialect ?? ''}\n${names}\n${text}`;
    let tree = trees.get(key);
    if (tree === undefined) {
      tree = configure(config).parse(text);
      if (trees.size >= LIMIT) trees.clear();
      trees.set(key, tree);
    }
    return tree;
  },
});

function shape(value) {
  if (Array.isArray(value)) return `[${[...new Set(value.map(shape))].join()}]`;
  if (value === null || typeof value !== 'object') return typeof value === 'function' ? 'f' : '';
  if (Object.getPrototypeOf(value) !== Object.prototype) return '';
  return `{${Object.keys(value).map((key) => JSON.stringify(key) + shape(value[key])).join()}}`;
}
