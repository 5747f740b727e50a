// The day of a CT stop: who comes when, checked in, scanned or not; and the worklist for the CT's console.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { ctPermissions, type CtRow, type CtScreening, type CtWorklistItem } from '../../ct-screening-contract.ts';
import type { Parts } from '../parts.ts';
import { noCounty } from '../problems.ts';
import { listTomographyStops } from '../store/tomography.ts';
import { countyOf } from '../use-cases/county-of.ts';
import { withScreening } from './answer.ts';
import { noConsent, noStop, notNow, reasonMissing } from './problems.ts';
import { consentsOf } from './store/consent.ts';
import { changeScreening, listScreenings, stageOfRow } from './store/screening.ts';
import { nextAccession } from './store/slot.ts';
import { readingHouse } from './stops.ts';
import { rowViews } from './views.ts';
import { clockText } from '../../rules/clock-text.ts';

/** Whoever has a slot at a stop of that day, in the order of their slots. */
export async function readDayList(
  parts: Parts,
  actor: Actor,
  on: string,
  now: Date,
): Promise<Result<{ items: CtRow[] }>> {
  const { kernel } = parts;
  const county = await countyOf(parts, actor);
  if (!county) return fail(noCounty);
  const year = Number(on.slice(0, 4));
  const villageIds = (await listTomographyStops(kernel.db, county.countyId, { year }))
    .filter((stop) => stop.on === on)
    .map(({ villageId }) => villageId);
  if (villageIds.length === 0) return succeed({ items: [] });
  const args: unknown[] = [];
  const filter = await kernel.access.personFilter(actor, ctPermissions.day, 's.patient_id', args, now);
  const rows = await listScreenings(kernel.db, { year, villageIds, booked: true }, filter, args);
  const items = await rowViews(parts, actor, ctPermissions.day, rows, now);
  return succeed({ items: items.toSorted((a, b) => (a.slotMinute ?? 0) - (b.slotMinute ?? 0)) });
}

/** Gives the scan its accession number; only on the day of the stop, and with a consent. */
export const checkIn = (
  parts: Parts,
  actor: Actor,
  of: { personId: string; year: number },
  now: Date,
): Promise<Result<CtScreening>> =>
  withScreening(parts, actor, ctPermissions.day, of, now, async (q, row, stops) => {
    const stage = stageOfRow(row);
    if (stage === 'arrived') return succeed(row);
    if (stage !== 'booked') return fail(notNow);
    const stop = stops.get(row.villageId);
    if (stop?.on !== dayOf(now)) return fail(noStop);
    const number = await nextAccession(q, stop.on);
    return succeed(
      await changeScreening(q, row, {
        arrivedAt: now,
        accession: `CT${stop.on.replaceAll('-', '')}${String(number).padStart(4, '0')}`,
      }),
    );
  });

export const noteScan = (
  parts: Parts,
  actor: Actor,
  of: { personId: string; year: number },
  { done, reason }: { done: boolean; reason?: string | undefined },
  now: Date,
): Promise<Result<CtScreening>> =>
  withScreening(parts, actor, ctPermissions.day, of, now, async (q, row, stops) => {
    const stage = stageOfRow(row);
    const stop = stops.get(row.villageId);
    if (!stop || stop.on > dayOf(now)) return fail(noStop);
    if (!done) {
      // Whoever never came is noted too.
      if (stage !== 'arrived' && stage !== 'booked') return fail(notNow);
      if (!reason) return fail(reasonMissing);
      return succeed(await changeScreening(q, row, { scan: 'not-done', scanAt: now, scanReason: reason }));
    }
    if (stage !== 'arrived') return fail(notNow);
    const consent = (await consentsOf(q, [row.personId])).get(row.screeningId);
    if (!consent || consent.withdrawnAt) return fail(noConsent);
    // Scanned there, people belong to the house that reads: for the report, and for what is found later.
    const house = await readingHouse(parts, q);
    if (house)
      await parts.kernel.access.relate(q, [
        { personId: row.personId, party: house, kind: 'institution', from: now, source: 'roving.ct-screening' },
      ]);
    return succeed(await changeScreening(q, row, { scan: 'done', scanAt: now, scanReason: null }));
  });

const sexes: Record<string, CtWorklistItem['patientSex']> = { male: 'M', female: 'F' };

/** Who is checked in and not yet scanned. */
export async function readWorklist(
  parts: Parts,
  actor: Actor,
  on: string,
  now: Date,
): Promise<Result<{ items: CtWorklistItem[] }>> {
  const list = await readDayList(parts, actor, on, now);
  if (!list.ok) return list;
  const waiting = list.value.items.filter(({ stage, accession }) => stage === 'arrived' && accession);
  const persons = new Map(
    (
      await parts.registry.persons(
        parts.kernel.db,
        waiting.map(({ personId }) => personId),
      )
    ).map((person) => [person.personId, person]),
  );
  return succeed({
    items: waiting.map((row): CtWorklistItem => ({
      accessionNumber: row.accession!,
      patientId: row.personId,
      patientName: row.name,
      patientSex: sexes[row.sex] ?? 'O',
      ...(persons.get(row.personId)?.birthOn && {
        patientBirthDate: persons.get(row.personId)!.birthOn!.replaceAll('-', ''),
      }),
      modality: 'CT',
      scheduledProcedureStepStartDate: on.replaceAll('-', ''),
      scheduledProcedureStepStartTime: `${clockText(row.slotMinute ?? 0).replace(':', '')}00`,
      requestedProcedureDescription: 'LOW-DOSE CHEST CT',
    })),
  });
}
