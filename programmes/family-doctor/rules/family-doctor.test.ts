// Contracts, ledger and service plan by property: no fen is lost, the year is split without gap or overlap, stages follow the days.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, daysBetween, lastDayOf, renewalFrom, stageOf } from './contract-stage.ts';
import { groupsOf } from './key-group.ts';
import { duesOf, faultOfEntry, openOf, sumsOf, type LedgerEntry } from './ledger.ts';
import { inForce, payers, promisedTimes, proposedFor, totalOf, type ServicePackage } from './package.ts';
import { byUrgency, fulfilment, partOf, progressOf } from './service-plan.ts';

const days = fc.integer({ min: 0, max: 20_000 }).map((number) => addDays('2000-01-01', number));
const fen = fc.integer({ min: 0, max: 50_000 });
const packages = fc.uniqueArray(
  fc.record({
    code: fc.constantFrom('basic', 'elderly', 'hypertension', 'paid'),
    amounts: fc.record({ person: fen, fund: fen, 'public-health': fen }),
  }),
  { selector: ({ code }) => code, minLength: 1 },
);

it('owes what the packages cost, to the fen, and what is paid closes it', () => {
  fc.assert(
    fc.property(packages, fc.array(fc.integer({ min: 1, max: 60_000 }), { maxLength: 12 }), (chosen, attempts) => {
      const entries: Pick<LedgerEntry, 'package' | 'payer' | 'kind' | 'amountFen'>[] = duesOf(chosen).map((due) => ({
        ...due,
        kind: 'due' as const,
      }));
      const total = chosen.reduce((sum, { amounts }) => sum + totalOf(amounts), 0);
      expect(sumsOf(entries).reduce((sum, { dueFen }) => sum + dueFen, 0)).toBe(total);
      for (const [index, amountFen] of attempts.entries()) {
        const entry = {
          package: chosen[index % chosen.length]!.code,
          payer: payers[index % payers.length]!,
          kind: 'paid' as const,
          amountFen,
        };
        const open = openOf(entries, entry.package, entry.payer);
        expect(faultOfEntry(entries, entry) === undefined).toBe(open > 0 && amountFen <= open);
        if (faultOfEntry(entries, entry) === undefined) entries.push(entry);
      }
      for (const { code } of chosen)
        for (const payer of payers) {
          const amountFen = openOf(entries, code, payer);
          if (amountFen > 0) entries.push({ package: code, payer, kind: 'paid', amountFen });
        }
      const sums = sumsOf(entries);
      expect(sums.every(({ openFen }) => openFen === 0)).toBe(true);
      expect(sums.reduce((sum, { paidFen }) => sum + paidFen, 0)).toBe(total);
    }),
  );
});

it('takes corrections and refunds with a reason only, and never below nought', () => {
  const due = { package: 'basic', payer: 'person' as const, kind: 'due' as const, amountFen: 1_200 };
  const entry = { ...due, kind: 'correction' as const, amountFen: -1_200 };
  expect(faultOfEntry([due], entry)).toBe('reason-missing');
  expect(faultOfEntry([due], { ...entry, note: '困难家庭减免' })).toBeUndefined();
  expect(faultOfEntry([due], { ...entry, amountFen: -1_201, note: '多减' })).toBe('below-nought');
  expect(faultOfEntry([due], { ...entry, kind: 'refund', amountFen: 1, note: '退' })).toBe('more-than-paid');
  expect(faultOfEntry([due], { ...entry, payer: 'fund', kind: 'paid', amountFen: 1 })).toBe('nothing-due');
});

it('splits the term into parts without gap or overlap', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: 1, max: 24 }), (fromOn, parts) => {
      const term = { fromOn, toOn: lastDayOf(fromOn) };
      let next = fromOn;
      for (let index = 0; index < parts; index++) {
        const part = partOf(term, parts, index);
        expect(part.fromOn).toBe(next);
        expect(part.toOn >= part.fromOn).toBe(true);
        next = addDays(part.toOn, 1);
      }
      expect(next).toBe(addDays(term.toOn, 1));
    }),
  );
});

it('knows what is late, due, to come and done', () => {
  const term = { fromOn: '2026-01-01', toOn: '2026-12-31' };
  const item = { service: 'bp', timesAYear: 4 };
  expect(progressOf(item, term, [], '2026-03-02')).toMatchObject({ state: 'later', dueOn: '2026-04-01', done: 0 });
  expect(progressOf(item, term, [], '2026-03-03')).toMatchObject({ state: 'due', opensOn: '2026-03-03' });
  const yearly = { service: 'check-up', timesAYear: 1 };
  expect(progressOf(yearly, term, [], '2026-12-01')).toMatchObject({ state: 'later', opensOn: '2026-12-02' });
  const monthly = { service: 'visit', timesAYear: 12 };
  expect(progressOf(monthly, term, [], '2026-01-01')).toMatchObject({ state: 'due', opensOn: '2026-01-01' });
  expect(progressOf(item, term, [], '2026-04-02').state).toBe('overdue');
  expect(progressOf(item, term, ['2026-01-05'], '2026-02-01')).toMatchObject({
    state: 'later',
    opensOn: '2026-06-02',
    lastOn: '2026-01-05',
  });
  expect(progressOf(item, term, ['2026-01-05', '2026-04-05', '2026-07-05', '2026-10-05'], '2026-11-01').state).toBe(
    'done',
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.array(days, { maxLength: 15 }), days, (timesAYear, done, today) => {
      const one = progressOf({ service: 's', timesAYear }, term, done, today);
      expect(one.state === 'done').toBe(done.length >= timesAYear);
      if (one.state === 'overdue') expect(one.dueOn! < today).toBe(true);
      const { done: counted, promised } = fulfilment([one], term, today);
      expect(counted).toBeLessThanOrEqual(promised);
      if (today > term.toOn) expect(promised).toBe(timesAYear);
    }),
  );
  expect(
    [
      { state: 'later' as const, dueOn: '2026-01-01' },
      { state: 'overdue' as const, dueOn: '2026-03-01' },
      { state: 'overdue' as const, dueOn: '2026-02-01' },
    ].toSorted(byUrgency)[0]!.dueOn,
  ).toBe('2026-02-01');
});

it('lasts a year and is renewed without a gap', () => {
  expect([lastDayOf('2026-01-01'), lastDayOf('2028-02-29'), lastDayOf('2027-03-01')]).toEqual([
    '2026-12-31',
    '2029-02-28',
    '2028-02-29',
  ]);
  fc.assert(
    fc.property(days, (fromOn) => {
      const length = daysBetween(fromOn, lastDayOf(fromOn)) + 1;
      expect([365, 366]).toContain(length);
      expect(renewalFrom(lastDayOf(fromOn), fromOn)).toBe(addDays(fromOn, length));
    }),
  );
  expect(renewalFrom('2026-01-31', '2026-05-01')).toBe('2026-05-01');
});

it('says where a contract stands', () => {
  const signed = { state: 'signed' as const, fromOn: '2026-01-01', toOn: '2026-12-31', isRenewed: false };
  expect(stageOf(signed, '2025-12-31', 60)).toBe('coming');
  expect(stageOf(signed, '2026-11-01', 60)).toBe('active');
  expect(stageOf(signed, '2026-11-02', 60)).toBe('renewing');
  expect(stageOf({ ...signed, isRenewed: true }, '2026-12-01', 60)).toBe('active');
  expect(stageOf(signed, '2027-01-01', 60)).toBe('lapsed');
  expect(stageOf({ ...signed, isRenewed: true }, '2027-01-01', 60)).toBe('renewed');
  expect(stageOf({ ...signed, state: 'offered' }, '2026-05-01', 60)).toBe('offered');
});

it('finds groups and proposes what is free of charge for the person', () => {
  const groups = groupsOf({ birthOn: '1961-11-22', conditions: ['I10', 'E11.9'], noted: ['disabled'] }, '2026-11-22');
  expect(groups).toEqual(['elderly', 'hypertension', 'diabetes', 'disabled']);
  expect(groupsOf({ birthOn: '2019-11-22', conditions: [], noted: [] }, '2026-11-22')).toEqual([]);
  const one = (
    code: string,
    person: number,
    group?: 'elderly' | 'child',
    validFrom = '2026-01-01',
  ): ServicePackage => ({
    code,
    name: code,
    ...(group && { group }),
    amounts: { person, fund: 0, 'public-health': 0 },
    items: [{ service: 'a', timesAYear: person + 1 }],
    validFrom,
    simulated: true,
  });
  const all = [one('elderly', 0, 'elderly'), one('child', 0, 'child'), one('basic', 0), one('paid', 9, 'elderly')];
  expect(proposedFor(all, groups).map(({ code }) => code)).toEqual(['basic', 'elderly']);
  expect(inForce([...all, { ...one('basic', 5), validFrom: '2026-06-01' }], '2026-06-01')[0]!.amounts.person).toBe(5);
  expect(inForce([{ ...one('basic', 5), validTo: '2026-02-01' }], '2026-06-01')).toEqual([]);
  expect(promisedTimes(all)).toEqual([{ service: 'a', timesAYear: 10 }]);
});
