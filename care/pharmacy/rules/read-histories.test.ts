// What prescriptions and dispensings of several writers say together: units, doses, stops, stays, and what can't be told.
import { expect, it } from 'vitest';
import type { Medicine } from '#foundation/knowledge/rules/medicine.ts';
import { dayOfNumber } from './days.ts';
import { readHistories, staysOf, type Found } from './read-histories.ts';
import { packOf } from './pack-text.ts';
import { refillOf } from './refill.ts';

const medicines: Medicine[] = [
  { key: 'enalapril', name: { zh: '依那普利', en: 'Enalapril' }, atc: 'C09AA02', class: { zh: '', en: '' } },
  {
    key: 'valsartan-amlodipine',
    name: { zh: '缬沙坦氨氯地平', en: '' },
    atc: 'C09DB01',
    components: ['C09CA03', 'C08CA01'],
    class: { zh: '', en: '' },
  },
];
const subject = { reference: 'Patient/p' };
const dosage = (value: number, unit: string, frequency = 1, period = 1) => [
  { timing: { repeat: { frequency, period, periodUnit: 'd' } }, doseAndRate: [{ doseQuantity: { value, unit } }] },
];
const request = (id: string, on: string, more: object = {}): Found => ({
  type: 'MedicationRequest',
  updatedAt: new Date('2026-11-20T02:00:00Z'),
  resource: {
    id,
    status: 'active',
    subject,
    medicationCodeableConcept: { text: '依那普利片 10mg' },
    authoredOn: `${on}T09:00:00+08:00`,
    dosageInstruction: dosage(10, 'mg'),
    ...more,
  },
});
const dispense = (id: string, on: string, more: object): Found => ({
  type: 'MedicationDispense',
  updatedAt: new Date('2026-11-20T02:00:00Z'),
  resource: { id, status: 'completed', subject, whenHandedOver: `${on}T10:00:00+08:00`, ...more },
});
const pack = { medicationCodeableConcept: { text: '马来酸依那普利片 10mg×28片' } };
const read = (...found: Found[]) => readHistories(found, medicines);
const end = (...found: Found[]) => {
  const refill = refillOf(read(...found)[0]!, [], '2026-11-22');
  return refill.state === 'known' ? refill.runsOutOn : refill.state === 'unknown' ? refill.why : refill.state;
};

it('reads strength and content of a pack from its name', () => {
  expect(packOf('盐酸二甲双胍片 0.5g×56片')).toEqual({ strengthMilligrams: 500, units: 56 });
  expect(packOf('左甲状腺素钠片 50μg*100片')).toEqual({ strengthMilligrams: 0.05, units: 100 });
  expect(packOf('甘精胰岛素注射液')).toEqual({});
});
it('counts boxes, tablets and days alike, from whomever they come', () => {
  const of = (more: object) => end(request('r', '2026-11-01'), dispense('d', '2026-11-01', { ...pack, ...more }));
  expect(of({ quantity: { value: 2, unit: '盒' } })).toBe('2026-12-27');
  expect(of({ quantity: { value: 30, unit: '片' } })).toBe('2026-12-01');
  expect(of({ quantity: { value: 300, unit: 'mg' } })).toBe('2026-12-01');
  expect(of({ daysSupply: { value: 14 } })).toBe('2026-11-15');
  // Another pharmacy without a prescription of ours, by its own days.
  expect(end(dispense('d', '2026-11-01', { ...pack, daysSupply: { value: 7 } }))).toBe('2026-11-08');
  const two = dispense('e', '2026-11-10', { ...pack, authorizingPrescription: [], quantity: { value: 1, unit: '盒' } });
  expect(
    end(request('r', '2026-11-01'), dispense('d', '2026-11-01', { ...pack, quantity: { value: 1, unit: '盒' } }), two),
  ).toBe('2026-12-27');
});
it('adds up several instructions, and takes a new dose from its day on', () => {
  const both = { dosageInstruction: [...dosage(10, 'mg'), ...dosage(5, 'mg', 2)] };
  const box = dispense('d', '2026-11-01', { ...pack, quantity: { value: 1, unit: '盒' } });
  expect(end(request('r', '2026-11-01', both), box)).toBe('2026-11-15');
  expect(end(request('r', '2026-11-01', { dosageInstruction: dosage(10, 'mg', 1, 2) }), box)).toBe('2026-12-27');
  const later = request('s', '2026-11-11', { dosageInstruction: dosage(20, 'mg') });
  expect(end(request('r', '2026-11-01', { status: 'completed' }), later, box)).toBe('2026-11-20');
});
it('ends with a stop, not with what is handed out after it', () => {
  const box = (on: string) => dispense('d', on, { ...pack, quantity: { value: 1, unit: '盒' } });
  expect(end(request('r', '2026-11-01', { status: 'stopped' }), box('2026-11-01'))).toBe('stopped');
  expect(end(request('r', '2026-11-01', { status: 'stopped' }), request('s', '2026-11-02'), box('2026-11-01'))).toBe(
    '2026-11-29',
  );
  expect(end(request('r', '2026-11-01', { status: 'stopped' }), box('2026-11-21'))).toBe('2026-12-19');
  // Drafts and what was never handed over are nothing.
  expect(read(request('r', '2026-11-01', { status: 'draft' }))).toEqual([]);
  expect(end(request('r', '2026-11-01'), dispense('d', '2026-11-01', { ...pack, status: 'cancelled' }))).toBe(
    'not-dispensed',
  );
});
it('says why nothing can be told', () => {
  const boxes = { quantity: { value: 1, unit: '盒' } };
  const bare = { medicationCodeableConcept: { text: '依那普利片 10mg' } };
  expect(end(request('r', '2026-11-01'), dispense('d', '2026-11-01', { ...bare, ...boxes }))).toBe('pack-unknown');
  const words = { dosageInstruction: [{ text: '遵医嘱' }] };
  expect(end(request('r', '2026-11-01', words), dispense('d', '2026-11-01', { ...pack, ...boxes }))).toBe(
    'dose-unknown',
  );
  const needed = { dosageInstruction: [{ ...dosage(10, 'mg')[0], asNeededBoolean: true }] };
  expect(end(request('r', '2026-11-01', needed), dispense('d', '2026-11-01', { ...pack, ...boxes }))).toBe('as-needed');
});
it('knows a combination by its codes or its longest name, and a stay by whole days', () => {
  const coded = {
    medicationCodeableConcept: {
      text: '复方制剂',
      coding: ['C09DB01', 'C09CA03', 'C08CA01'].map((code) => ({ system: 'http://www.whocc.no/atc', code })),
    },
  };
  expect(read(request('r', '2026-11-01', coded))[0]).toMatchObject({ medicine: 'valsartan-amlodipine' });
  const named = { medicationCodeableConcept: { text: '缬沙坦氨氯地平片(I) 80mg' } };
  expect(read(request('r', '2026-11-01', named))[0]!.atc).toEqual(['C09DB01', 'C09CA03', 'C08CA01']);
  const stay = (period: object): Found => ({
    type: 'Encounter',
    updatedAt: new Date(),
    resource: { class: { code: 'IMP' }, period },
  });
  const stays = staysOf(
    [
      stay({ start: '2026-11-01T22:00:00+08:00', end: '2026-11-04T09:00:00+08:00' }),
      stay({ start: '2026-11-20T09:00:00+08:00' }),
    ],
    '2026-11-22',
  );
  expect(stays.map(({ from, until }) => [dayOfNumber(from), dayOfNumber(until - 1)])).toEqual([
    ['2026-11-01', '2026-11-04'],
    ['2026-11-20', '2026-11-22'],
  ]);
});
