// Joined records are one human being with one row a register; parted again, each has its own as before.
import { dayOf } from '#platform/contract.ts';
import { systemActor } from '#platform/kernel/access/system-actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import { permissions } from '../../contract.ts';
import type { RegistrationStatus } from '../../rules/registration.ts';
import type { Parts } from '../parts.ts';
import { forgetRegistration, lockRegistrations, registrationsOf, type RegistrationRow } from '../store/registration.ts';
import { asideUnderOthers, putBack, setAside, takeOver, tookOver } from '../store/set-aside.ts';
import { flagOf, goldenOf, refreshPerson, tell } from './derive-colours.ts';

/** Whoever is looked after stays so; what somebody said stands above what was found. */
const rank: Readonly<Record<RegistrationStatus, number>> = {
  enrolled: 4,
  declined: 3,
  diagnosed: 2,
  suspected: 1,
  ended: 0,
};

/** Hears that a person was changed, joined or parted; repeatable. */
export async function followPerson(parts: Parts, personId: string, now: Date): Promise<void> {
  const { kernel, registry } = parts;
  const parted = await kernel.db.tx(async (q) => {
    const goldenId = await goldenOf(parts, q, personId);
    const left = await comeBack(parts, q, personId, goldenId);
    const members = (await registry.personIdsOf(q, [goldenId])).get(goldenId) ?? [goldenId];
    await moveIn(
      parts,
      q,
      goldenId,
      members.filter((one) => one !== goldenId),
      now,
    );
    return left;
  });
  // Whoever gave the row back may itself be joined to somebody meanwhile.
  for (const one of new Set(parted)) if (one !== personId) await followPerson(parts, one, now);
  await refreshPerson(parts, personId, now);
}

/** Rows of this person that were set aside under another golden id; answers those ids. */
async function comeBack({ kernel }: Parts, q: Transaction, personId: string, goldenId: string): Promise<string[]> {
  const away = await asideUnderOthers(q, personId, goldenId);
  for (const key of away) {
    await lockRegistrations(q, key.goldenId);
    if (await tookOver(q, key, personId)) {
      await forgetRegistration(q, key.goldenId, key.disease);
      await putBack(q, { ...key, ofPerson: key.goldenId });
    }
    await putBack(q, key);
    await tell(kernel, q, personId);
  }
  return away.map((key) => key.goldenId);
}

async function moveIn(
  parts: Parts,
  q: Transaction,
  goldenId: string,
  others: readonly string[],
  now: Date,
): Promise<void> {
  const rows = await registrationsOf(q, others);
  if (rows.length === 0) return;
  const own = new Map((await lockRegistrations(q, goldenId)).map((row) => [row.disease, row]));
  for (const row of rows) {
    await setAside(q, { goldenId, disease: row.disease, ofPerson: row.personId }, now);
    const stands = own.get(row.disease);
    if (!stands || rank[row.status] > rank[stands.status]) {
      await takeOver(q, { goldenId, disease: row.disease }, row.personId, now);
      own.set(row.disease, row);
    }
    await tell(parts.kernel, q, row.personId);
  }
  await endFlags(parts, q, rows, now);
}

async function endFlags(
  { kernel, record, registry }: Parts,
  q: Transaction,
  rows: readonly RegistrationRow[],
  now: Date,
): Promise<void> {
  const coloured = rows.filter(({ colour }) => colour !== null);
  if (coloured.length === 0) return;
  const simulated = new Map(
    (
      await registry.persons(
        q,
        coloured.map(({ personId }) => personId),
      )
    ).map((one) => [one.personId, one.simulated]),
  );
  const put = await Promise.all(
    coloured.map((row) =>
      flagOf({ ...row, colour: null, overrideColour: null }, simulated.get(row.personId) ?? false, dayOf(now), now),
    ),
  );
  const actor = systemActor('job chronic-care.follow-person', kernel.newId());
  const written = await record.putResources(q, actor, permissions.write, { put }, now);
  if (!written.ok) throw new Error(`the Flags of a joined record could not be ended: ${written.problem.code}`);
}
