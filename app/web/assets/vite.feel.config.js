// FEEL for the server's QuickJS: one classic script, nothing loaded from anywhere.
//   npx vite build --config vite.feel.config.js   ->  app/feel/bundle/feel.js
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

// The package stays as it comes; what it keeps to itself is opened here, and the build fails should it be gone:
// its interpreter, so that a text is read once; its functions and the nodes of its reading, so that those that
// answer otherwise than DMN can be replaced (feel/nodes.js, feel/functions).
const NODE = 'function evalNode(node, args, interpreterContext) {';
const opened = `const nodes = {};
function evalNode(node, args, interpreterContext) {
  const own = Object.hasOwn(nodes, node.name) ? nodes[node.name] : feelinNode;
  return own(node, args, interpreterContext);
}
function feelinNode(node, args, interpreterContext) {`;
const openFeelin = {
  name: 'open-feelin',
  transform(code, id) {
    if (!id.endsWith('/feelin/dist/index.js')) return undefined;
    if (!code.includes(NODE)) this.error('feelin has changed: the nodes of its reading are not where they were');
    const names = 'addDuration, builtins, interpreter, InterpreterContext, nodes, toComparable';
    return { code: `${code.replace(NODE, opened)}\nexport { ${names} };`, map: null };
  },
};

export default defineConfig({
  plugins: [openFeelin],
  root: here('.'),
  publicDir: false,
  logLevel: 'warn',
  build: {
    target: 'es2022',
    outDir: here('../../feel/bundle'),
    emptyOutDir: true,
    lib: { entry: here('feel/index.js'), formats: ['iife'], name: 'Feel', fileName: () => 'feel.js' },
  },
});
