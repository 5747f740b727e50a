// Only workbooks of a size that the server takes are sent.
import { expect, it } from 'vitest';
import { fileFault } from './import-file.ts';

it.each([
  ['居民.xlsx', 20_000, undefined],
  ['居民.XLSX', 10_000_000, undefined],
  ['居民.xls', 20_000, 'kind'],
  ['居民.csv', 20_000, 'kind'],
  ['xlsx', 20_000, 'kind'],
  ['居民.xlsx', 0, 'empty'],
  ['居民.xlsx', 10_000_001, 'size'],
])('%s of %i bytes: %s', (name, size, fault) => expect(fileFault({ name, size })).toBe(fault));
