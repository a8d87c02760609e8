// FEEL for the server's QuickJS: one classic script, nothing loaded from anywhere.
//   npx vite build --config vite.feel.config.js   ->  app/feel/bundle/feel.js
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
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
