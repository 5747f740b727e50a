// Ids made in the browser are UUIDv7.
import { expect, it } from 'vitest';
import { isUuid } from '#platform/contract.ts';
import { newId } from './idempotency.ts';

it('makes ids of version 7 that sort by time', () => {
  const ids = [1_700_000_000_000, 1_800_000_000_000, 1_900_000_000_000].map((now) => newId(now));
  expect(ids.every(isUuid)).toBe(true);
  expect(ids.map((id) => id[14])).toEqual(['7', '7', '7']);
  expect(ids.toSorted()).toEqual(ids);
  expect(Number.parseInt((ids[0] as string).replaceAll('-', '').slice(0, 12), 16)).toBe(1_700_000_000_000);
});
