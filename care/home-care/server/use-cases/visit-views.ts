// Rows of visits as screens need them: names, places, distances.
import { dayOf } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { maskName } from '#foundation/registry/rules/mask.ts';
import { metresBetween, type Position } from '../../rules/distance.ts';
import { hindranceOf } from '../../rules/qualification.ts';
import type { VisitRow } from '../../visits-contract.ts';
import type { Parts } from '../parts.ts';
import type { QualificationRow } from '../store/qualification.ts';
import type { StoredVisit } from '../store/visit.ts';
import { catalogueOf } from './catalogue.ts';

export interface Viewing {
  actor: Actor;
  permission: string;
  /** Where the reader stands; the institution where it is not known. */
  here?: Position | undefined;
  /** Tells what hinders this nurse. */
  nurse?: { held: QualificationRow | undefined };
  now: Date;
}

export async function visitRows(parts: Parts, rows: readonly StoredVisit[], viewing: Viewing): Promise<VisitRow[]> {
  const { kernel, registry } = parts;
  const q = kernel.db;
  const { actor, permission, here, nurse, now } = viewing;
  const masked = kernel.access.view(actor, permission) !== 'full';
  const persons = new Map(
    (
      await registry.persons(
        q,
        rows.map(({ personId }) => personId),
      )
    ).map((person) => [person.personId, person]),
  );
  const villages = new Map((await registry.villages(q)).map((one) => [one.villageId, one]));
  const organisations = new Map(
    (await registry.organisations(q, {})).map((one) => [one.organisationId as string, one]),
  );
  const items = new Map<string, Awaited<ReturnType<typeof catalogueOf>>>();
  const views: VisitRow[] = [];
  for (const row of rows) {
    const person = persons.get(row.personId);
    const village = row.villageId ? villages.get(row.villageId) : undefined;
    const organisation = organisations.get(row.organisationId);
    const there = row.lon !== null && row.lat !== null ? { lon: row.lon, lat: row.lat } : undefined;
    const from = here ?? organisation?.position;
    let hindrance: VisitRow['hindrance'];
    if (nurse) {
      const key = `${row.organisationId} ${dayOf(row.placedAt)}`;
      if (!items.has(key)) items.set(key, await catalogueOf(parts, q, row.organisationId, dayOf(row.placedAt)));
      hindrance = hindranceOf(
        nurse.held,
        dayOf(now),
        items.get(key)!.find(({ code }) => code === row.itemCode),
      );
    }
    const name = person?.name ?? '';
    views.push({
      orderId: row.orderId,
      personId: row.personId,
      kind: row.kind,
      state: row.state,
      itemName: row.itemName,
      ...(row.itemCode && { itemCode: row.itemCode }),
      personName: masked ? maskName(name) : name,
      sex: person?.sex ?? 'unknown',
      ...(person?.birthOn && { birthOn: person.birthOn }),
      villageName: village?.name ?? '',
      townshipName: village?.townshipName ?? '',
      wantedAt: row.wantedAt.toISOString(),
      minutes: row.minutes,
      placedAt: row.placedAt.toISOString(),
      movedAt: row.movedAt.toISOString(),
      organisationName: organisation?.name ?? '',
      ...(row.nurseName && { nurseName: row.nurseName }),
      ...(there && from && { distanceMetres: metresBetween(from, there) }),
      ...(there && { position: { ...there, exact: row.placeExact } }),
      ...(hindrance && { hindrance }),
      ...(row.arrivedAt && { arrivedAt: row.arrivedAt.toISOString() }),
      ...(row.finishedAt && { finishedAt: row.finishedAt.toISOString() }),
      simulated: row.simulated,
    });
  }
  return views;
}
