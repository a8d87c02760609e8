// FEEL for the server's QuickJS: one classic script, nothing loaded from anywhere.
//   npx vite build --config vite.feel.config.js   ->  app/feel/bundle/feel.js
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

// feelin reads a text anew at every question; its interpreter, which it keeps to itself, need not.
// The package stays as it comes: two of its names are exported beside the others. Should they ever
// be gone, the build fails here.
const openInterpreter = {
  name: 'open-interpreter',
  transform: (code, id) =>
    id.endsWith('/@bpmn-io/feelin/dist/index.js')
      ? { code: `${code}\nexport { interpreter, InterpreterContext };`, map: null }
      : undefined,
};

export default defineConfig({
  plugins: [openInterpreter],
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
