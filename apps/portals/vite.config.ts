// Builds the portals: one project, one HTML entry per door, into dist/portals.
/// <reference types="node" />
import react from '@vitejs/plugin-react';
import { join } from 'node:path';
import { defineConfig } from 'vite';
import { crewPrecache, workerName } from './crew-precache.ts';
import { pureContracts } from './pure-contracts.ts';

const here = import.meta.dirname;
const root = join(here, '..', '..');

export default defineConfig({
  root: here,
  cacheDir: join(root, 'node_modules', '.cache', 'vite'),
  // The same project may lie in any folder, also in one with spaces.
  publicDir: join(here, 'public'),
  plugins: [react(), pureContracts(), crewPrecache()],
  worker: { format: 'es' },
  server: { fs: { allow: [root] } },
  build: {
    outDir: join(root, 'dist', 'portals'),
    emptyOutDir: true,
    target: 'es2022',
    manifest: true,
    // Fonts stay files (the policy allows data: fonts, but slices in style sheets would load all of them).
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: {
        door: join(here, 'index.html'),
        resident: join(here, 'resident', 'index.html'),
        clinic: join(here, 'clinic', 'index.html'),
        bureau: join(here, 'bureau', 'index.html'),
        crew: join(here, 'crew', 'index.html'),
        [workerName]: join(here, 'crew', 'service-worker.ts'),
        consent: join(here, 'consent', 'index.html'),
        entries: join(here, 'entries', 'index.html'),
        answer: join(here, 'answer', 'index.html'),
      },
      output: {
        // A service worker keeps its address: browsers compare what lies there.
        entryFileNames: ({ name }) => (name === workerName ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
});
