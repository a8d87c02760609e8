// Gathers icons/*.svg into one sprite; a page refers to `icons.svg#name`.
import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('./icons/', import.meta.url);

function symbol(file) {
  const inner = readFileSync(new URL(file, folder), 'utf8')
    .replace(/<!--.*?-->/gs, '').replace(/^[\s\S]*?<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '').replace(/\s*\n\s*/g, '');
  return `<symbol id="${file.replace(/\.svg$/, '')}" viewBox="0 0 24 24" fill="none" stroke="currentColor" `
    + `stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${inner}</symbol>`;
}

/** A Vite plugin that adds the sprite to the build, under `icons.svg` in the manifest. */
export function sprite() {
  return {
    name: 'icon-sprite',
    generateBundle() {
      const symbols = readdirSync(folder).filter((file) => file.endsWith('.svg')).sort().map(symbol);
      this.emitFile({
        type: 'asset', name: 'icons.svg', originalFileName: 'icons.svg',
        source: `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>\n`,
      });
    },
  };
}
