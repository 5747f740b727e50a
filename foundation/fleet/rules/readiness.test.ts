// What makes a vehicle fit to go: nothing missing; each requirement fails alone; the last valid day still counts.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { vehicleKinds } from '../contract.ts';
import { crewOn, crewRoles, type CrewSpan } from './crew-on.ts';
import { daysBetween } from './days-between.ts';
import { readiness, type ReadinessFacts } from './readiness.ts';
import { usualChecklist } from './usual-checklist.ts';

const today = '2026-11-22';
const dayFrom = (days: number) => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
const kinds = fc.constantFrom(...vehicleKinds);

/** Everything that the list of the kind asks for. */
function complete(kind: (typeof vehicleKinds)[number]): ReadinessFacts {
  const list = usualChecklist.kinds[kind]!;
  const items = (check: string) => list.filter((one) => one.check === check).map((one) => one.item);
  const long = { number: 'A1', validUntilOn: dayFrom(365) };
  return {
    kind,
    proofs: items('proof').map((item) => ({ item, on: today, passed: true })),
    equipment: items('equipment').map((item) => ({ kind: item, name: item, inOrder: true, certificate: long })),
    documents: items('document').map((item) => ({ kind: item, ...long })),
    stock: [{ name: '硝酸甘油', batch: 'B1', expiresOn: dayFrom(365) }],
    crew: crewRoles.map((role) => ({ role, licenceClass: 'B2', licenceValidUntilOn: dayFrom(365) })),
    blocked: [],
  };
}
const judge = (facts: ReadinessFacts) => readiness(facts, usualChecklist, today);
const missing = (facts: ReadinessFacts) =>
  judge(facts)
    .findings.filter((one) => one.state === 'missing')
    .map(({ item, reason }) => `${item} ${reason}`);

describe('readiness', () => {
  it('is there when nothing is missing, for every kind of vehicle', () => {
    fc.assert(
      fc.property(kinds, (kind) => {
        expect(missing(complete(kind))).toEqual([]);
        expect(judge(complete(kind)).ready).toBe(true);
      }),
    );
  });

  it('lacks exactly what was taken away, whatever that is', () => {
    fc.assert(
      fc.property(kinds, fc.nat(), (kind, at) => {
        const facts = complete(kind);
        const list = usualChecklist.kinds[kind]!.filter((one) => one.check !== 'availability');
        const taken = list[at % list.length]!;
        const without = <Row>(rows: readonly Row[], key: (row: Row) => string) =>
          rows.filter((row) => key(row) !== taken.item);
        const poorer: ReadinessFacts = {
          ...facts,
          proofs: without(facts.proofs, (one) => one.item),
          equipment: without(facts.equipment, (one) => one.kind),
          documents: without(facts.documents, (one) => one.kind),
          crew: without(facts.crew, (one) => one.role),
          stock: taken.check === 'stock' ? [] : facts.stock,
        };
        const found = judge(poorer);
        expect(found.ready).toBe(false);
        expect(found.findings.filter((one) => one.state === 'missing').map((one) => one.item)).toEqual([taken.item]);
      }),
    );
  });

  it('holds through the last valid day and not a day longer', () => {
    fc.assert(
      fc.property(fc.integer({ min: -400, max: 400 }), (days) => {
        const facts = complete('comprehensive');
        const on = dayFrom(days);
        const equipment = facts.equipment.map((one) => ({ ...one, certificate: { number: 'C', validUntilOn: on } }));
        const states = new Set(
          judge({ ...facts, equipment })
            .findings.filter((one) => one.check === 'equipment')
            .map((one) => one.state),
        );
        const expected = days < 0 ? 'missing' : days <= usualChecklist.dueSoonDays ? 'warned' : 'met';
        expect([...states]).toEqual([expected]);
        const stock = [{ name: 'x', batch: '1', expiresOn: on }, ...facts.stock];
        const found = judge({ ...facts, stock }).findings.find((one) => one.check === 'stock')!;
        expect(found.state).toBe(days < 0 ? 'missing' : days <= usualChecklist.nearExpiryDays ? 'warned' : 'met');
      }),
    );
  });

  it('never gets better by taking something away or by time', () => {
    fc.assert(
      fc.property(kinds, fc.integer({ min: 0, max: 800 }), (kind, later) => {
        const day = dayFrom(later);
        const proofs = complete(kind).proofs.map((one) => ({ ...one, on: day }));
        const { findings } = readiness({ ...complete(kind), proofs }, usualChecklist, day);
        const before = judge(complete(kind)).findings;
        const rank = { met: 0, warned: 1, missing: 2 };
        findings.forEach((one, index) => expect(rank[one.state]).toBeGreaterThanOrEqual(rank[before[index]!.state]));
      }),
    );
  });

  it('counts a test of the day alone, and a failed one as missing', () => {
    const facts = complete('follow-up');
    const proofs = (change: object) => facts.proofs.map((one) => (one.item === 'power' ? { ...one, ...change } : one));
    expect(missing({ ...facts, proofs: proofs({ on: dayFrom(-1) }) })).toEqual(['power not-proven-today']);
    expect(missing({ ...facts, proofs: proofs({ passed: false }) })).toEqual(['power test-failed']);
  });

  it('takes one calibrated device in order as enough, and names the licence that a driver lacks', () => {
    const facts = complete('computed-tomography');
    const broken = { kind: 'computed-tomograph', name: 'old', inOrder: false };
    expect(missing({ ...facts, equipment: [broken, ...facts.equipment] })).toEqual([]);
    expect(missing({ ...facts, equipment: [broken] })).toEqual(['computed-tomograph equipment-out-of-order']);
    const crew = facts.crew.map((one) => ({ ...one, licenceClass: 'C1' }));
    expect(missing({ ...facts, crew })).toEqual(['driver licence-class']);
    const blocked = [{ fromOn: dayFrom(-1), toOn: today, reason: '刹车' }];
    expect(missing({ ...facts, blocked })).toEqual(['free-of-maintenance out-of-service']);
  });
});

describe('the crew of a day', () => {
  const span = fc.record({
    role: fc.constantFrom(...crewRoles),
    from: fc.integer({ min: -20, max: 20 }),
    length: fc.option(fc.integer({ min: 0, max: 10 }), { nil: undefined }),
    planned: fc.boolean(),
  });
  it('has at most one for each role, a stand-in before the standing member, a person by hand before the plan', () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 12 }), (spans) => {
        const entries = spans.map(({ role, from, length, planned }): CrewSpan => ({
          role,
          fromOn: dayFrom(from),
          ...(length !== undefined && { toOn: dayFrom(from + length) }),
          planned,
        }));
        const riding = crewOn(entries, today);
        expect(new Set(riding.map((one) => one.role)).size).toBe(riding.length);
        for (const one of riding) {
          const others = entries.filter(
            (other) =>
              other.role === one.role && other.fromOn <= today && (other.toOn === undefined || today <= other.toOn),
          );
          if (others.some((other) => other.toOn !== undefined)) expect(one.toOn).toBeDefined();
          if (others.some((other) => other.toOn !== undefined && !other.planned)) expect(one.planned).toBe(false);
          if (others.length === 0) expect(riding).not.toContain(one);
        }
      }),
    );
  });
  it('counts days across months', () => expect(daysBetween('2026-10-31', '2026-11-02')).toBe(2));
});
