// Ten entries, each a page of the residents' portal that exists; links of notifications find the nearest.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { entries, entryForLink, entryOf, landingOf } from './entries.ts';

it('has ten entries with pages that exist', () => {
  const portal = readFileSync(join(import.meta.dirname, '../../../apps/portals/resident/main.tsx'), 'utf8');
  expect(entries).toHaveLength(10);
  expect(new Set(entries.map(({ key }) => key)).size).toBe(10);
  for (const { path } of entries) {
    const page = path.replace('/resident/', '').replace(/^orders\/new\/.*/, 'orders/new/:kind');
    expect(portal).toContain(`path: '${page}'`);
  }
});

it('finds the nearest entry and carries no ids', () => {
  expect(entryForLink('family-doctor/messages').key).toBe('ask-doctor');
  expect(entryForLink('orders/0198/0199').path).toBe('/resident/orders');
  expect(entryForLink('who-looked').key).toBe('who-looked');
  expect(entryForLink('orders/new/cloud-referral').key).toBe('cloud-referral');
  expect(entryForLink('https://evil.example/').key).toBe('notices');
  expect(entryForLink(undefined).key).toBe('notices');
  expect(entryOf('//evil.example')).toBeUndefined();
});

it('lands residents on the page and staff in their portal', () => {
  const record = entryOf('record')!;
  expect(landingOf(['resident'], record)).toEqual({ portal: 'resident', path: '/resident/record' });
  expect(landingOf(['gp'], record)).toEqual({ portal: 'clinic', path: '/clinic/' });
  expect(landingOf(['device'], record)).toBeUndefined();
});
