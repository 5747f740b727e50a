// Batches by expiry without ever more than there is, alerts with reasons, doses outside of the usual.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { InteractionRule } from '#foundation/knowledge/rules/interaction.ts';
import type { StockRow } from '../contract.ts';
import { alertKey, alertsOf, allergensOf, medicineNamed, withoutReason } from './check-alerts.ts';
import { afterTaken, checkDispensing, chooseBatches, medicineKeyOf } from './dispensing.ts';
import { checkPrescription, doseWarning } from './prescription.ts';

const stock = fc.array(
  fc.record({
    stockId: fc.uuid(),
    vehicleId: fc.constant('v'),
    itemCode: fc.constantFrom('amlodipine-5', 'metformin-500'),
    medicineKey: fc.constantFrom('amlodipine', 'metformin'),
    name: fc.constant('药'),
    batch: fc.string({ minLength: 1, maxLength: 6 }),
    expiresOn: fc.constantFrom('2026-10-01', '2026-11-21', '2026-11-22', '2027-01-01', '2027-06-01'),
    quantity: fc.integer({ min: 0, max: 20 }),
    unit: fc.constant('盒'),
    short: fc.constant(0),
  }),
);
const on = '2026-11-22';
it('hands out what expires first, nothing expired, never more than there is', () => {
  fc.assert(
    fc.property(stock, fc.integer({ min: 1, max: 50 }), (rows: StockRow[], wanted) => {
      const { batches, missing } = chooseBatches(rows, 'amlodipine', wanted, on);
      expect(batches.reduce((sum, { quantity }) => sum + quantity, missing)).toBe(wanted);
      for (const { row, quantity } of batches) {
        expect(row.expiresOn >= on && row.medicineKey === 'amlodipine').toBe(true);
        expect(quantity > 0 && quantity <= row.quantity).toBe(true);
      }
      const days = batches.map(({ row }) => row.expiresOn);
      expect(days).toEqual(days.toSorted());
      if (missing > 0) {
        const usable = rows.filter((row) => row.medicineKey === 'amlodipine' && row.expiresOn >= on);
        expect(wanted - missing).toBe(usable.reduce((sum, { quantity }) => sum + quantity, 0));
      }
      const left = afterTaken(
        rows,
        batches.map(({ row, quantity }) => ({ stockId: row.stockId, quantity })),
      );
      expect(left.every(({ quantity }) => quantity >= 0)).toBe(true);
    }),
  );
});
it('refuses an expired batch and knows which medicine an item code means', () => {
  const line = { itemId: 'a', stockId: 'b', itemCode: 'c', name: 'd', batch: 'e', quantity: 1, unit: '盒' };
  const field = 'line.01980000-0000-7000-8000-00000000a001';
  const check = (expiresOn: string) => checkDispensing({ set: { [field]: { ...line, expiresOn } } }, on);
  expect(check('2026-11-22')).toEqual([]);
  expect(check('2026-11-21')).toMatchObject([{ code: 'pharmacy.expired' }]);
  const keys = ['valsartan', 'valsartan-amlodipine', 'amlodipine'];
  expect(medicineKeyOf('valsartan-amlodipine-80', keys)).toBe('valsartan-amlodipine');
  expect(medicineKeyOf('amlodipine-5', keys)).toBe('amlodipine');
  expect(medicineKeyOf('amlodipines', keys)).toBeUndefined();
});
it('raises alerts that concern the prescription only, and asks a reason for the grave ones', () => {
  const rule = (id: string, severity: 'major' | 'moderate', groups: string[][]): InteractionRule => ({
    id,
    kind: 'drug-drug',
    severity,
    status: 'draft',
    groups,
    sentence: { zh: id, en: id },
    action: { zh: id, en: id },
    provenance: [],
  });
  const rules = [rule('a', 'major', [['C09'], ['C03D']]), rule('b', 'moderate', [['C08'], ['C10']])];
  const asked = {
    items: [{ name: '螺内酯', atc: ['C03DA01'] }],
    others: [
      { name: '依那普利', atc: ['C09AA02'] },
      { name: '氨氯地平', atc: ['C08CA01'] },
      { name: '辛伐他汀', atc: ['C10AA01'] },
    ],
    conditions: [],
    allergies: [],
  };
  const alerts = alertsOf(rules, asked);
  expect(alerts.map(({ rule: id }) => id)).toEqual(['a']);
  expect(withoutReason(alerts, [])).toHaveLength(1);
  const override = {
    alert: alertKey({ rule: 'a', medications: ['螺内酯', '依那普利'] }),
    severity: 'major' as const,
    sentence: 'a',
    medications: [],
    reason: '监测血钾',
    at: '2026-11-22T00:00:00Z',
    byName: '医生',
  };
  expect(withoutReason(alerts, [override])).toEqual([]);
  expect(checkPrescription({ set: { overrides: [{ ...override, reason: '' }] } })).toHaveLength(1);
  expect(allergensOf('青霉素过敏')).toEqual(['penicillin']);
});
it('warns of an unusual day and finds the medicine that a record names', () => {
  const amlodipine = {
    key: 'amlodipine',
    name: { zh: '氨氯地平', en: 'Amlodipine' },
    atc: 'C08CA01',
    class: { zh: '', en: '' },
    dailyDose: { low: 2.5, high: 10, unit: 'mg' },
  };
  const left = { ...amlodipine, key: 'levamlodipine', name: { zh: '左氨氯地平', en: '' } };
  expect(doseWarning({ dose: 5, timesPerDay: 3, doseUnit: 'mg' }, amlodipine)).toMatchObject({
    side: 'high',
    daily: 15,
  });
  expect(doseWarning({ dose: 5, timesPerDay: 1, doseUnit: 'mg' }, amlodipine)).toBeUndefined();
  expect(medicineNamed('苯磺酸左氨氯地平片', [amlodipine, left])?.key).toBe('levamlodipine');
});
