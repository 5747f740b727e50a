// Writes the list of the crew portal's files into its service worker at build time: all that its pages may load, fonts aside.
/// <reference types="node" />
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const entry = 'crew/index.html';
export const workerName = 'crew-worker';

export const crewPrecache = (): Plugin => ({
  name: 'crew-precache',
  apply: 'build',
  writeBundle({ dir }, bundle) {
    const at = (file: string) => join(dir!, file);
    const files = new Set<string>(['sign.svg', 'crew.webmanifest', entry]);
    const add = (file: string): void => {
      const chunk = bundle[file];
      // A chunk of styles alone is named, but not written.
      if (files.has(file) || !existsSync(at(file))) return;
      files.add(file);
      if (chunk?.type !== 'chunk') return;
      for (const next of [...chunk.imports, ...chunk.dynamicImports]) add(next);
      for (const style of chunk.viteMetadata?.importedCss ?? []) add(style);
    };
    const first = Object.values(bundle).find(
      (chunk) => chunk.type === 'chunk' && chunk.facadeModuleId?.endsWith(entry),
    );
    if (!first) throw new Error('the crew portal was not built');
    add(first.fileName);
    const list = [...files].toSorted();
    const content = createHash('sha256')
      .update(list.join('\n'))
      .update(readFileSync(at(entry)));
    const precache = { name: content.digest('hex').slice(0, 12), files: list.map((file) => `/${file}`) };
    const worker = at(`${workerName}.js`);
    writeFileSync(worker, `const PRECACHE = ${JSON.stringify(precache)};\n${readFileSync(worker, 'utf8')}`);
  },
});
