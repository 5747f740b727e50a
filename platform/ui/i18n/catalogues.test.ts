// Every text exists in both languages with the same places, and every key that a screen asks for exists.
/// <reference types="node" />
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const catalogues = globSync(
  ['platform/ui/**/messages/zh-CN.json', '*/*/web/**/messages/zh-CN.json', 'apps/portals/**/messages/zh-CN.json'],
  {
    cwd: root,
  },
);
const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8')) as Record<string, string>;
const placesOf = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).toSorted();

it('finds the catalogues of the interface, the portals and the contexts', () => {
  expect(catalogues.length).toBeGreaterThanOrEqual(9);
});

describe.each(catalogues)('%s', (path) => {
  const chinese = read(path);
  const english = read(join(dirname(path), 'en.json'));
  it('says the same in English', () => {
    expect(Object.keys(english).toSorted()).toEqual(Object.keys(chinese).toSorted());
  });
  it('has the same places in both languages', () => {
    for (const [key, text] of Object.entries(chinese))
      expect(placesOf(english[key] ?? ''), key).toEqual(placesOf(text));
  });
  it('neither shouts nor promises', () => {
    for (const [key, text] of Object.entries(chinese)) expect(text, key).not.toMatch(/[!！]|敬请期待/);
  });
});

describe('keys that screens ask for', () => {
  const known = new Set(catalogues.flatMap((path) => Object.keys(read(path))));
  const screens = globSync(['platform/ui/**/*.{ts,tsx}', '*/*/web/**/*.{ts,tsx}', 'apps/portals/**/*.{ts,tsx}'], {
    cwd: root,
    exclude: (path) => String(path).includes('.test.'),
  });
  const literal =
    /['"`]((?:ui|account|gallery|portal|door|clinic|bureau|resident|registry|record|geo|messaging|roving)\.[\w.${}-]+)['"`]/g;
  /** Names with the same form that are no texts: permissions, live topics. */
  const others = new Set([
    'roving.plan.read',
    'roving.attendance.write',
    'roving.specialist-call.handle',
    'roving.site.read',
    'roving.site.write',
    'roving.site-member.import',
    'roving.network.read',
    'registry.service-point.read',
    'registry.service-point.write',
    'roving.plan.write',
    'roving.plan.publish',
    'roving.basis.write',
    'roving.market-day.write',
    'geo.map.read',
    'geo.roads.load',
    'geo.roads.read',
    'record.visit.write',
    'record.timeline',
    'messaging.inbox',
  ]);
  it.each(screens)('%s', (path) => {
    const source = readFileSync(join(root, path), 'utf8');
    for (const [, key] of source.matchAll(literal)) {
      if (!key || others.has(key)) continue;
      const pattern = new RegExp(`^${key.replaceAll('.', '\\.').replaceAll(/\$\{[^}]*\}?/g, '.+')}$`);
      const found = key.includes('${') ? [...known].some((one) => pattern.test(one)) : known.has(key);
      expect(found, key).toBe(true);
    }
  });
});
