// The list of disabled elders whom the reader may see, with the services they were given; a page of it, and a sheet.
import { dayOf, succeed, type Day, type Page, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { writeSheet } from '#platform/kernel/documents/excel-export.ts';
import { maskName } from '#foundation/registry/rules/mask.ts';
import { elderServices, type ElderRow, type EldersQuery } from '../../contract.ts';
import type { Parts } from '../parts.ts';
import { listElders, servicesGiven, type ElderListing } from '../store/elder.ts';
import { policyOf } from './policy.ts';
import { villagesBelow } from './villages-below.ts';

const permission = 'home-care.elder.list';
const pageRows = 50;
const exportRows = 20_000;
const daysBefore = (now: Date, days: number): Day => dayOf(new Date(now.getTime() - days * 86_400_000));

interface Found {
  row: ElderListing;
  services: ElderRow['services'];
}

/** Sorted and filtered by what the rows themselves say; names are fetched for what is shown, or where they are searched. */
async function found(parts: Parts, actor: Actor, query: EldersQuery, now: Date): Promise<Found[]> {
  const { kernel } = parts;
  const q = kernel.db;
  const villageIds = query.below ? [...(await villagesBelow(parts, query.below)).keys()] : undefined;
  const args: unknown[] = [];
  const filter = await kernel.access.personFilter(actor, permission, 'e.patient_id', args, now);
  const rows = await listElders(q, { villageIds, grade: query.grade }, filter, args);
  const { coveredWithinDays } = await policyOf(parts, 'entry', actor.homeUnitId, now);
  const given = Map.groupBy(
    await servicesGiven(
      q,
      daysBefore(now, coveredWithinDays),
      rows.map(({ personId }) => personId),
    ),
    ({ personId }) => personId,
  );
  const all = rows.map((row) => ({
    row,
    services: Object.fromEntries((given.get(row.personId) ?? []).map(({ service, on }) => [service, on])),
  }));
  const covered = ({ services }: Found) => Object.keys(services).length > 0;
  const wanted = query.covered ? all.filter((one) => covered(one) === (query.covered === 'yes')) : all;
  const orders: Record<NonNullable<EldersQuery['sort']>, (one: Found, other: Found) => number> = {
    village: (one, other) => one.row.villageId.localeCompare(other.row.villageId),
    // The scales run against each other: the older assessment first among the same grade.
    score: (one, other) => severity(other.row) - severity(one.row),
    listed: (one, other) => other.row.listedOn.localeCompare(one.row.listedOn),
  };
  const by = orders[query.sort ?? 'score'];
  return wanted.toSorted((one, other) => by(one, other) || (one.row.personId < other.row.personId ? -1 : 1));
}
/** 0 to 1: how much help somebody needs, on either scale. */
const severity = ({ instrument, score }: ElderListing): number =>
  instrument === 'barthel' ? 1 - score / 100 : score / 37;

async function onWire(parts: Parts, actor: Actor, all: readonly Found[]): Promise<ElderRow[]> {
  const { kernel, registry, knowledge } = parts;
  const masked = kernel.access.view(actor, permission) !== 'full';
  const persons = new Map(
    (
      await registry.persons(
        kernel.db,
        all.map(({ row }) => row.personId),
      )
    ).map((person) => [person.personId, person]),
  );
  const villages = new Map((await registry.villages(kernel.db)).map((one) => [one.villageId, one]));
  return all.map(({ row, services }) => {
    const person = persons.get(row.personId);
    const village = villages.get(row.villageId);
    const grades = knowledge.instruments(row.assessedOn).find(({ id }) => id === row.instrument)?.rows;
    return {
      personId: row.personId,
      name: masked ? maskName(person?.name ?? '') : (person?.name ?? ''),
      masked,
      sex: person?.sex ?? 'unknown',
      ...(person?.birthOn && { birthOn: person.birthOn }),
      villageId: row.villageId,
      villageName: village?.name ?? '',
      townshipName: village?.townshipName ?? '',
      instrument: row.instrument,
      score: row.score,
      grade: row.grade,
      gradeName: grades?.find(({ key }) => key === row.grade)?.outcome.label ?? { zh: row.grade, en: row.grade },
      assessedOn: row.assessedOn,
      listedOn: row.listedOn,
      services,
      simulated: row.simulated,
    };
  });
}

const byText = (rows: readonly ElderRow[], text: string | undefined): ElderRow[] =>
  rows.filter(
    ({ name, villageName, townshipName }) => !text || `${name} ${villageName} ${townshipName}`.includes(text),
  );

export async function readElders(
  parts: Parts,
  actor: Actor,
  query: EldersQuery,
  now: Date,
): Promise<Result<Page<ElderRow>>> {
  const all = await found(parts, actor, query, now);
  const from = Number(query.page ?? 0) || 0;
  const to = from + pageRows;
  const matching = query.text ? byText(await onWire(parts, actor, all), query.text) : undefined;
  const items = matching?.slice(from, to) ?? (await onWire(parts, actor, all.slice(from, to)));
  for (const { personId } of items) actor.span.persons.add(personId);
  const total = (matching ?? all).length;
  return succeed({ items, total, ...(to < total && { next: String(to) }) });
}

export async function exportElders(
  parts: Parts,
  actor: Actor,
  query: EldersQuery,
  format: 'csv' | 'xlsx',
  now: Date,
): Promise<Buffer> {
  const { kernel } = parts;
  const rows = byText(
    await onWire(parts, actor, (await found(parts, actor, query, now)).slice(0, exportRows)),
    query.text,
  );
  const say = (key: string) => kernel.messages.render(actor.locale, `home-care.export.${key}`, {});
  const language = actor.locale === 'en' ? 'en' : 'zh';
  const sheet = await writeSheet(format, {
    name: say('elders'),
    headings: [
      'township',
      'village',
      'name',
      'instrument',
      'score',
      'grade',
      'assessed',
      'listed',
      ...elderServices,
    ].map(say),
    rows: rows.map((row) => [
      row.townshipName,
      row.villageName,
      row.name,
      say(row.instrument),
      row.score,
      row.gradeName[language],
      row.assessedOn,
      row.listedOn,
      ...elderServices.map((service) => row.services[service] ?? ''),
    ]),
  });
  await kernel.audit.recordRead(actor, {
    action: 'search',
    permission,
    outcome: 'success',
    persons: rows.map(({ personId }) => personId),
    detail: { exported: rows.length, format },
  });
  return sheet;
}
