// Derives registers and colours of people from what the record holds now, and writes what changed: rows, history, Flags.
import { dayOf, type Day } from '#platform/contract.ts';
import { systemActor } from '#platform/kernel/access/system-actor.ts';
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import { documentIdOf } from '#foundation/sync/rules/document-id.ts';
import type { Resource } from '#foundation/record/rules/visit-resources.ts';
import type { PersonRecord } from '#foundation/registry/server/index.ts';
import { permissions, personTopic, worklistTopic } from '../../contract.ts';
import { colourFlag } from '../../rules/colour-flag.ts';
import { colourPolicy } from '../../rules/colour-policy.ts';
import type { Disease } from '../../rules/disease.ts';
import type { Evidence } from '../../rules/evidence.ts';
import { colourThatCounts, standingsOf, type Override, type Standing } from '../../rules/standing.ts';
import type { Parts } from '../parts.ts';
import { insertChanges, type ChangeRow } from '../store/colour-change.ts';
import {
  forgetRegistration,
  lockRegistrations,
  saveRegistrations,
  type RegistrationRow,
} from '../store/registration.ts';
import { gatherEvidence } from './gather-evidence.ts';

export const policyName = `${colourPolicy.id}|${colourPolicy.version}`;
export const flagIdOf = (personId: string, disease: Disease): Promise<string> =>
  documentIdOf('chronic-colour', personId, disease);

export const overrideOf = (row: RegistrationRow | undefined): Override | undefined =>
  row?.overrideColour && row.overrideUntilOn ? { colour: row.overrideColour, untilOn: row.overrideUntilOn } : undefined;

/** What one person's rows become; nothing is written yet. */
export interface Derived {
  rows: RegistrationRow[];
  /** Stood, and has nothing to stand on any more. */
  gone: RegistrationRow[];
  changes: Omit<ChangeRow, 'changeId'>[];
  /** Diseases whose Flag says something else now. */
  flags: RegistrationRow[];
}

export function derive(
  person: Pick<PersonRecord, 'personId' | 'villageId' | 'status'>,
  evidence: Evidence,
  before: readonly RegistrationRow[],
  now: Date,
): Derived {
  const today = dayOf(now);
  const old = new Map(before.map((row) => [row.disease, row]));
  const standings = standingsOf(
    colourPolicy,
    evidence,
    new Map(before.map((row) => [row.disease, { status: row.status, foundOn: row.foundOn }])),
    today,
  );
  const derived: Derived = { rows: [], gone: [], changes: [], flags: [] };
  for (const standing of standings) {
    const row = rowOf(person, standing, old.get(standing.disease), now);
    const last = old.get(standing.disease);
    const override = overrideOf(last);
    const lapsed = override !== undefined && override.untilOn < today;
    if (lapsed) {
      Object.assign(row, {
        overrideColour: null,
        overrideReason: null,
        overrideByName: null,
        overrideAt: null,
        overrideUntilOn: null,
      });
      derived.changes.push(changeOf(row, override.colour, row.colour, 'override-ended', now));
    }
    const ruleMoved = row.colour !== (last?.colour ?? null) || row.rule !== (last?.rule ?? null);
    if (!lapsed && ruleMoved) derived.changes.push(changeOf(row, last?.colour ?? null, row.colour, 'rule', now));
    if (lapsed || ruleMoved) derived.flags.push(row);
    derived.rows.push(row);
  }
  const stands = new Set(standings.map(({ disease }) => disease));
  derived.gone = before.filter(({ disease }) => !stands.has(disease));
  return derived;
}

function rowOf(
  person: Pick<PersonRecord, 'personId' | 'villageId' | 'status'>,
  standing: Standing,
  last: RegistrationRow | undefined,
  now: Date,
): RegistrationRow {
  // Whoever died or moved away is no longer followed here.
  const isHere = person.status === 'active';
  const status = isHere ? standing.status : 'ended';
  const colour = isHere ? (standing.colour ?? null) : null;
  const rule = isHere ? (standing.rule ?? null) : null;
  const moved = colour !== (last?.colour ?? null) || rule !== (last?.rule ?? null);
  return {
    personId: person.personId,
    disease: standing.disease,
    villageId: person.villageId ?? null,
    status,
    evidence: standing.evidence,
    foundOn: standing.foundOn,
    enrolledOn: last?.enrolledOn ?? (status === 'enrolled' ? (standing.evidence.on ?? standing.foundOn) : null),
    statusByName: last?.statusByName ?? null,
    statusReason: last?.statusReason ?? null,
    colour,
    rule,
    policyVersion: colour ? policyName : null,
    inputs: standing.inputs,
    derivedAt: now,
    changedAt: moved ? now : (last?.changedAt ?? now),
    uncontrolled: standing.uncontrolled ?? null,
    lastContactOn: standing.lastContactOn ?? null,
    nextDueOn: isHere ? (standing.nextDueOn ?? null) : null,
    overrideColour: last?.overrideColour ?? null,
    overrideReason: last?.overrideReason ?? null,
    overrideByName: last?.overrideByName ?? null,
    overrideAt: last?.overrideAt ?? null,
    overrideUntilOn: last?.overrideUntilOn ?? null,
    version: last ? last.version + 1 : 1,
  };
}

const changeOf = (
  row: RegistrationRow,
  before: ChangeRow['before'],
  colour: ChangeRow['colour'],
  kind: ChangeRow['kind'],
  now: Date,
): Omit<ChangeRow, 'changeId'> => ({
  personId: row.personId,
  disease: row.disease,
  at: now,
  kind,
  before,
  colour,
  rule: row.rule,
  policyVersion: row.policyVersion,
  inputs: row.inputs,
  byName: null,
  reason: null,
});

/** The Flag that says what counts in this row. */
export async function flagOf(row: RegistrationRow, simulated: boolean, today: Day, now: Date): Promise<Resource> {
  const override = overrideOf(row);
  const colour = colourThatCounts(row.colour, override, today);
  return colourFlag(
    {
      flagId: await flagIdOf(row.personId, row.disease),
      personId: row.personId,
      disease: row.disease,
      simulated,
      since: now.toISOString(),
    },
    colour && {
      colour,
      rule: row.rule ?? '',
      policy: row.policyVersion ?? policyName,
      inputs: row.inputs,
      ...(override && override.untilOn >= today && row.overrideByName && { overriddenBy: row.overrideByName }),
    },
  );
}

/** Registers stand under the golden id: one row for one human being, whichever registration was written to. */
export const goldenOf = async ({ registry }: Parts, q: Sql, personId: string): Promise<string> =>
  (await registry.goldenIds(q, [personId])).get(personId) ?? personId;

/** Incremental and repeatable: what says the same as before is left alone. */
export async function refreshPerson(parts: Parts, written: string, now: Date): Promise<void> {
  const { kernel, registry } = parts;
  await kernel.db.tx(async (q) => {
    const personId = await goldenOf(parts, q, written);
    const before = await lockRegistrations(q, personId);
    const [person] = await registry.persons(q, [personId]);
    if (!person) return;
    const evidence = (await gatherEvidence(parts, q, [person], now)).get(personId)!;
    await writeDerived(parts, q, person, derive(person, evidence, before, now), before, now);
  });
}

export async function writeDerived(
  { kernel, record }: Parts,
  q: Transaction,
  person: Pick<PersonRecord, 'personId' | 'simulated'>,
  derived: Derived,
  before: readonly RegistrationRow[],
  now: Date,
): Promise<void> {
  const { personId, simulated } = person;
  const today = dayOf(now);
  const old = new Map(before.map((row) => [row.disease, row]));
  await saveRegistrations(
    q,
    derived.rows.filter((row) => !saysTheSame(row, old.get(row.disease))),
  );
  for (const { disease } of derived.gone) await forgetRegistration(q, personId, disease);
  await insertChanges(
    q,
    derived.changes.map((change) => ({ ...change, changeId: kernel.newId() })),
  );
  const flags = derived.flags.filter((row) => row.colour !== null || (old.get(row.disease)?.colour ?? null) !== null);
  if (flags.length > 0) {
    const actor = systemActor('job chronic-care.derive-colours', kernel.newId());
    const put = await Promise.all(flags.map((row) => flagOf(row, simulated, today, now)));
    const written = await record.putResources(q, actor, permissions.write, { put }, now);
    if (!written.ok) throw new Error(`the Flags of a person could not be written: ${written.problem.code}`);
  }
  for (const row of derived.flags) {
    const colour = colourThatCounts(row.colour, overrideOf(row), today);
    const was = old.get(row.disease);
    if (colour === (was && colourThatCounts(was.colour, overrideOf(was), today))) continue;
    await kernel.events.announce(q, 'chronic-care.colour-changed', {
      personId,
      disease: row.disease,
      ...(colour && { colour }),
      at: now.toISOString(),
    });
  }
  const moved = derived.rows.some((row) => row.status !== old.get(row.disease)?.status) || derived.gone.length > 0;
  if (derived.flags.length > 0 || moved) await tell(kernel, q, personId);
}

export async function tell(kernel: Parts['kernel'], q: Transaction, personId: string): Promise<void> {
  await kernel.live.publish(q, worklistTopic, { personId });
  await kernel.live.publish(q, `${personTopic}/${personId}`, {});
}

/** Times and versions aside. */
export function saysTheSame(row: RegistrationRow, last: RegistrationRow | undefined): boolean {
  if (!last) return false;
  const plain = ({ derivedAt: _derivedAt, changedAt: _changedAt, version: _version, ...rest }: RegistrationRow) =>
    JSON.stringify(Object.entries(rest).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  return plain(row) === plain(last);
}
