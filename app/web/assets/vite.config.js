import { defineConfig } from 'vite';
import { sprite } from './sprite.js';

const here = import.meta.dirname;

// The editors of procedures have entries of their own: no other page loads them. Shared code is split by itself.
export default defineConfig({
  root: here,
  base: './',
  plugins: [sprite()],
  oxc: { jsx: { runtime: 'automatic', importSource: '@bpmn-io/properties-panel/preact' } },
  build: {
    outDir: `${here}/../static/built`,
    emptyOutDir: true,
    manifest: 'manifest.json',
    target: ['chrome109', 'firefox115', 'safari16.4'], // the last browsers of Windows 7 and of older phones
    assetsInlineLimit: 0, // fonts and pictures stay files: the security policy names them
    modulePreload: { polyfill: false },
    rolldownOptions: {
      checks: { eval: false }, // htmx carries one; htmx.ts forbids it and the security policy would refuse it
      input: {
        style: `${here}/src/styles/office.css`,
        office: `${here}/src/office.ts`,
        public: `${here}/src/public.ts`,
        redact: `${here}/src/redact.ts`,
        letters: `${here}/src/styles/letters.css`,
        modeler: `${here}/src/modeler/index.ts`,
        tables: `${here}/src/tables/index.ts`,
        forms: `${here}/src/forms/index.ts`,
        'letter-editor': `${here}/src/letters/index.ts`,
        compare: `${here}/src/compare/index.ts`,
      },
      output: { entryFileNames: '[name]-[hash].js', chunkFileNames: 'part-[hash].js', assetFileNames: '[name]-[hash][extname]' },
    },
  },
});
