// Reports of a village as a list to open each, the villages somebody may make them for, and sums over people with small numbers hidden.
import { dayOf, succeed, yearsOn, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { maskName } from '#foundation/registry/rules/mask.ts';
import {
  reportPermissions as permissions,
  type PopulationQuery,
  type ReportVillages,
  type VillageQuery,
  type VillageReports,
} from '../../report-contract.ts';
import { populationReport, type PopulationReport } from '../../rules/report/population.ts';
import type { ReportParts } from './report-parts.ts';
import { listReports, populationRows } from './store.ts';
import { readRun } from './village-run.ts';

const pageSize = 50;

export async function listVillages(
  { kernel, registry }: ReportParts,
  actor: Actor,
  now: Date,
): Promise<Result<ReportVillages>> {
  const villages = await registry.villagesOfActor(actor, permissions.list, now);
  const people = await registry.populations(kernel.db);
  return succeed({
    villages: villages
      .map(({ villageId, name, townshipId, townshipName }) => ({
        villageId,
        name,
        townshipId,
        townshipName,
        people: people.get(villageId) ?? 0,
      }))
      .filter((one) => one.people > 0)
      .toSorted(
        (a, b) => a.townshipName.localeCompare(b.townshipName, 'zh-CN') || a.name.localeCompare(b.name, 'zh-CN'),
      ),
    mayRun: kernel.access.holds(actor, permissions.run),
  });
}

export async function listVillageReports(
  parts: ReportParts,
  actor: Actor,
  { villageId, year, page }: VillageQuery,
  now: Date,
): Promise<Result<VillageReports>> {
  const { kernel, registry } = parts;
  const found = await listReports(kernel.db, { villageId, year, after: page, limit: pageSize + 1 }, (column, args) =>
    kernel.access.personFilter(actor, permissions.list, column, args, now),
  );
  const shown = found.slice(0, pageSize);
  const ids = shown.map(({ personId }) => personId);
  const people = new Map((await registry.persons(kernel.db, ids)).map((one) => [one.personId, one]));
  const masked = kernel.access.view(actor, permissions.list) !== 'full';
  for (const personId of ids) actor.span.persons.add(personId as never);
  const served = await registry.villagesOfActor(actor, permissions.list, now);
  const run = served.some((one) => one.villageId === villageId)
    ? await readRun(parts, actor, villageId, year)
    : undefined;
  return succeed({
    items: shown.flatMap(({ personId, score, madeAt, signedAt }) => {
      const person = people.get(personId);
      if (!person) return [];
      return [
        {
          personId,
          name: masked ? maskName(person.name) : person.name,
          ...(person.birthOn && { age: yearsOn(person.birthOn, dayOf(now)) }),
          ...(score !== null && { score }),
          madeAt: madeAt.toISOString(),
          signed: signedAt !== null,
        },
      ];
    }),
    ...(run && { run }),
    ...(found.length > pageSize && { next: ids.at(-1)! }),
  });
}

export async function readPopulation(
  { kernel, registry }: ReportParts,
  actor: Actor,
  { year, villageId, townshipId }: PopulationQuery,
  now: Date,
): Promise<Result<PopulationReport>> {
  const served = await registry.villagesOfActor(actor, permissions.population, now);
  const asked = served.filter(
    (one) => (!villageId || one.villageId === villageId) && (!townshipId || one.townshipId === townshipId),
  );
  return succeed(
    populationReport(
      await populationRows(
        kernel.db,
        asked.map((one) => one.villageId),
        year,
      ),
    ),
  );
}
