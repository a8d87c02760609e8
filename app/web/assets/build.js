// Builds everything the browser (and the FEEL evaluator) needs: one Vite run for each vite*.config.js.
import { readdirSync } from 'node:fs';
import { build } from 'vite';

const configs = readdirSync(import.meta.dirname).filter((name) => /^vite(\..+)?\.config\.js$/.test(name)).sort();
for (const config of configs) {
  console.log(`  building ${config}`);
  await build({ configFile: `${import.meta.dirname}/${config}`, logLevel: 'warn' });
}
