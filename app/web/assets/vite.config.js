import { defineConfig } from 'vite';
import { sprite } from './sprite.js';

const here = import.meta.dirname;

// Drawing boards (procedure and form editors) add their entries to `input`; shared code is split by itself.
export default defineConfig({
  root: here,
  base: './',
  plugins: [sprite()],
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
      },
      output: { entryFileNames: '[name]-[hash].js', chunkFileNames: 'part-[hash].js', assetFileNames: '[name]-[hash][extname]' },
    },
  },
});
