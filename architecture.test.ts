// The architecture bites: each planted violation is caught by the rule meant for it, and the project's own tree is clean.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = import.meta.dirname;
const floors = ['platform', 'foundation', 'care', 'programmes', 'governance', 'assistant', 'apps', 'journeys', 'bench'];

interface Violation {
  rule: { name: string };
  from: string;
  to: string;
}

function cruise(folder: string): Violation[] {
  const present = floors.filter((floor) => existsSync(join(folder, floor)));
  const depcruise = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const done = spawnSync(
    process.execPath,
    [depcruise, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...present],
    {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
    },
  );
  if (!done.stdout) throw new Error(done.stderr);
  return (JSON.parse(done.stdout) as { summary: { violations: Violation[] } }).summary.violations;
}

/** A tree of tiny files in the project's own layout; each plant breaks one law. */
const clean: Record<string, string> = {
  'platform/contract.ts': 'export const x = 1;',
  'platform/kernel/kernel.ts': 'export const kernel = 1;',
  'platform/ui/button.ts': 'export const button = 1;',
  'platform/algorithms/routing.ts': 'export const routing = 1;',
  'foundation/registry/contract.ts': 'export const person = 1;',
  'foundation/registry/rules/name.ts': 'export const name = 1;',
  'foundation/registry/server/index.ts': "export * from './store.ts';",
  'foundation/registry/server/store.ts': 'export const store = 1;',
  'foundation/registry/server/routes.ts': "export * from './use-cases.ts';",
  'foundation/registry/server/use-cases.ts': 'export const useCase = 1;',
  'foundation/record/server/index.ts': "export * from '../../registry/server/index.ts';",
  'foundation/record/server/inside.ts': 'export const inside = 1;',
  'foundation/geo/server/index.ts': 'export const geo = 1;',
  'foundation/registry/web/clinic/find.tsx': "export * from '../../contract.ts';",
  'care/portrait/server/index.ts': "export * from '../../../foundation/record/server/index.ts';",
  'programmes/roving/server/index.ts': 'export const roving = 1;',
  'apps/server/main.ts': "export * from '../../care/portrait/server/index.ts';",
  'journeys/first.ts': "export * from '../foundation/registry/contract.ts';",
  'bench/one.ts': 'export const one = 1;',
  'governance/supervision/server/index.ts': 'export const supervision = 1;',
  'assistant/agents/server/index.ts': 'export const agents = 1;',
};
const plants: [law: RegExp, file: string, imported: string][] = [
  [/^step-\d-looks-down$/, 'foundation/registry/server/use-cases.ts', '../../record/server/index.ts'],
  [/^step-\d-looks-down$/, 'foundation/record/server/inside.ts', '../../../care/portrait/server/index.ts'],
  [/^step-\d+-neighbours-talk-by-events$/, 'foundation/geo/server/index.ts', '../../record/server/index.ts'],
  [/^front-door$/, 'care/portrait/server/index.ts', '../../../foundation/registry/server/store.ts'],
  [/^apps-use-front-doors$/, 'apps/server/main.ts', '../../foundation/registry/server/store.ts'],
  [/^screens-know-contracts$/, 'foundation/registry/web/clinic/find.tsx', '../../server/index.ts'],
  [/^servers-know-no-screens$/, 'foundation/registry/server/use-cases.ts', '../web/clinic/find.tsx'],
  [/^rules-are-pure$/, 'foundation/registry/rules/name.ts', '../server/store.ts'],
  [/^rules-do-no-io$/, 'foundation/registry/rules/name.ts', 'node:fs'],
  [/^routes-hold-no-sql$/, 'foundation/registry/server/routes.ts', './store.ts'],
  [/^contracts-are-pure$/, 'foundation/registry/contract.ts', '../../platform/kernel/kernel.ts'],
  [/^algorithms-do-no-io$/, 'platform/algorithms/routing.ts', 'node:fs'],
  [/^algorithms-are-pure$/, 'platform/algorithms/routing.ts', '../kernel/kernel.ts'],
  [/^kernel-and-ui-are-neighbours$/, 'platform/kernel/kernel.ts', '../ui/button.ts'],
  [/^journeys-use-the-wire$/, 'journeys/first.ts', '../foundation/registry/server/index.ts'],
  [/^nobody-knows-the-apps$/, 'programmes/roving/server/index.ts', '../../../apps/server/main.ts'],
  [/^no-circles$/, 'foundation/registry/server/store.ts', './index.ts'],
];

let planted: string;
beforeAll(() => {
  planted = mkdtempSync(join(tmpdir(), 'tianmu-architecture-'));
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'tsconfig.base.json'])
    cpSync(join(root, file), join(planted, file));
  writeFileSync(join(planted, 'package.json'), '{"type":"module"}');
  symlinkSync(join(root, 'node_modules'), join(planted, 'node_modules'), 'junction');
  for (const [file, text] of Object.entries(clean)) write(file, text);
});
afterAll(() => rmSync(planted, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(planted, file)), { recursive: true });
  writeFileSync(join(planted, file), `${text}\n`);
}

it('accepts the clean tree', () => {
  for (const floor of floors) mkdirSync(join(planted, floor), { recursive: true });
  expect(cruise(planted)).toEqual([]);
}, 60_000);

it('catches every planted violation by its own rule', () => {
  // All plants at once: each in a file of its own beside the one that it would spoil, or in it where its name is the law.
  const spoilt = plants.map(([law, file, imported], index) => ({
    law,
    place: /(index|routes|contract|store)\.ts$/.test(file) ? file : file.replace(/(\.tsx?)$/, `-${index}$1`),
    imported,
  }));
  for (const { place, imported } of spoilt)
    write(place, `${clean[place] ?? 'export const planted = 1;'}\nexport * from '${imported}';`);
  const found = cruise(planted);
  const missed = spoilt.filter(
    ({ law, place }) => !found.some(({ rule, from, to }) => (from === place || to === place) && law.test(rule.name)),
  );
  expect(missed.map(({ law, place, imported }) => `${place} -> ${imported} (${law.source})`)).toEqual([]);
}, 60_000);

it('finds the project itself clean', () => {
  const present = cruise(root).map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
  expect(present).toEqual([]);
}, 120_000);
