// Rows of the organisation sheet: words become kinds, parents come first, circles and strangers are named.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inOrderOfDescent, readUnitRow, type NumberedUnit } from './unit-row.ts';

const unit = (code: string, parentCode?: string): NumberedUnit => ({
  row: 2,
  code,
  name: code,
  kind: 'village',
  community: false,
  parentCode,
});

it('reads words as kinds and names what is missing or unknown', () => {
  expect(readUnitRow({ 编号: '330112', 名称: '临安区', 类别: '区' })).toMatchObject({
    ok: true,
    value: { kind: 'county', parentCode: undefined },
  });
  expect(readUnitRow({ 编号: '1', 名称: '玲珑山社区', 类别: '社区', 上级编号: '330112002' })).toMatchObject({
    value: { kind: 'village', community: true },
  });
  expect(readUnitRow({ 名称: 'x', 类别: '星球' })).toMatchObject({
    ok: false,
    faults: [{ column: '编号' }, { column: '类别' }],
  });
});

it('puts parents first whatever the order of the sheet', () => {
  const chain = ['a', 'b', 'c', 'd', 'e'].map((code, index, all) => unit(code, all[index - 1]));
  fc.assert(
    fc.property(fc.shuffledSubarray(chain, { minLength: 5 }), (shuffled) => {
      const { ordered, orphans } = inOrderOfDescent(shuffled, new Set());
      expect(ordered.map(({ code }) => code)).toEqual(['a', 'b', 'c', 'd', 'e']);
      expect(orphans).toEqual([]);
    }),
    { seed: 20261122, numRuns: 60 },
  );
});

it('leaves over what hangs on nothing or on itself', () => {
  const { ordered, orphans } = inOrderOfDescent(
    [unit('a'), unit('b', 'nowhere'), unit('c', 'd'), unit('d', 'c'), unit('e', 'known')],
    new Set(['known']),
  );
  expect(ordered.map(({ code }) => code)).toEqual(['a', 'e']);
  expect(orphans.map(({ code }) => code)).toEqual(['b', 'c', 'd']);
});
