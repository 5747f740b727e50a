// Registers and colours of a generated county, derived by the same rules; Flags go in by COPY.
import { dayOf, type Day } from '#platform/contract.ts';
import type { Resource } from '#foundation/record/rules/visit-resources.ts';
import type { Disease } from '../../rules/disease.ts';
import type { Parts } from '../parts.ts';
import { insertChanges } from '../store/colour-change.ts';
import { saveRegistrations } from '../store/registration.ts';
import { derive, flagOf } from './derive-colours.ts';
import { gatherEvidence } from './gather-evidence.ts';

const atOnce = 400;

export interface ChronicCareLoad {
  /** Whether somebody with a diagnosis was enrolled in the past, and when. */
  enrolledOn(personId: string, disease: Disease): Day | undefined;
}

export async function loadRegisters(parts: Parts, { enrolledOn }: ChronicCareLoad, now: Date): Promise<number> {
  const { kernel, registry, record } = parts;
  const today = dayOf(now);
  const teams = await registry.teams(kernel.db, today);
  const villageIds = [...new Set(teams.flatMap(({ villages }) => villages.map(({ villageId }) => villageId)))];
  let after: string | undefined;
  let loaded = 0;
  for (;;) {
    const living = await registry.livingIn(kernel.db, villageIds, after, atOnce);
    const people = await registry.persons(
      kernel.db,
      living.map(({ personId }) => personId),
    );
    const evidence = await gatherEvidence(parts, kernel.db, people, now);
    const all = people.map((person) => ({ person, ...derive(person, evidence.get(person.personId)!, [], now) }));
    const rows = all.flatMap(({ rows: own }) =>
      own.map((row) => {
        const on = row.status === 'diagnosed' ? enrolledOn(row.personId, row.disease) : undefined;
        return on ? { ...row, status: 'enrolled' as const, enrolledOn: on } : row;
      }),
    );
    await kernel.db.tx(async (q) => {
      await saveRegistrations(q, rows);
      await insertChanges(
        q,
        all.flatMap(({ changes }) => changes.map((change) => ({ ...change, changeId: kernel.newId() }))),
      );
    });
    const flags: Resource[] = [];
    for (const row of rows) {
      const simulated = all.find(({ person }) => person.personId === row.personId)!.person.simulated;
      if (row.colour) flags.push(await flagOf(row, simulated, today, now));
    }
    await record.bulkLoad(flags);
    loaded += rows.length;
    if (living.length < atOnce) return loaded;
    after = living.at(-1)!.personId;
  }
}
