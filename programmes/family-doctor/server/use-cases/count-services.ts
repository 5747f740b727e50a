// Counts what was done against the packages: from forms and visits of the record, and from entries by hand; each source once.
import { z } from 'zod';
import { dayOf, fail, succeed, type Day, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import { parseChanges } from '#foundation/record/server/index.ts';
import { permissions, type MemberReply, type ServiceBody } from '../../contract.ts';
import { formIdOf } from '../../rules/filled-form.ts';
import { inForce, promisedTimes } from '../../rules/package.ts';
import type { Parts } from '../parts.ts';
import { dayNotPossible, notInForce, notPromised, serviceUnknown } from '../problems.ts';
import { contractsOf, packagesOf, type ContractRow } from '../store/contract-row.ts';
import { readCatalogueOf, type Catalogue } from '../store/package.ts';
import {
  dropBookingsOfDay,
  dropSource,
  insertPerformed,
  withdrawPerformed,
  type PerformedRow,
} from '../store/performed.ts';
import { readMember } from './read-member.ts';
import { inTransaction } from './refused.ts';

/** A fact of the record. */
export interface ServiceFact {
  personId: string;
  /** `QuestionnaireResponse/<id>`, `Encounter/<id>` or that of an appointment. */
  sourceId: string;
  on: Day;
  what: { form: string } | { visit: string };
  /** The record does not show it: somebody says so. */
  entry?: { evidence: string; byName: string };
}

const holds = (row: ContractRow, on: Day): boolean =>
  (row.state === 'signed' || row.state === 'ended') && row.fromOn <= on && row.toOn >= on;

/** Codes of the services that this contract promised to the person. */
export async function promisedOf(q: Transaction, row: ContractRow, catalogue: Catalogue): Promise<Set<string>> {
  const signed = (await packagesOf(q, [row.personId])).filter(({ contractId }) => contractId === row.contractId);
  const packages = catalogue.packages.filter((one) =>
    signed.some(({ code, validFrom }) => code === one.code && validFrom === one.validFrom),
  );
  return new Set(promisedTimes(packages).map(({ service }) => service));
}

/** Counts facts for the contracts that held on their days; the codes that are new. */
export async function countFacts(
  { kernel }: Parts,
  q: Transaction,
  facts: readonly ServiceFact[],
  now: Date,
): Promise<string[]> {
  const contracts = Map.groupBy(
    await contractsOf(q, [...new Set(facts.map(({ personId }) => personId))]),
    ({ personId }) => personId,
  );
  const catalogues = new Map<string, Catalogue>();
  const promises = new Map<string, Set<string>>();
  const rows: PerformedRow[] = [];
  for (const fact of facts) {
    const contract = contracts.get(fact.personId)?.find((row) => holds(row, fact.on));
    if (!contract) continue;
    const { countyId, contractId } = contract;
    const catalogue = catalogues.get(countyId) ?? (await readCatalogueOf(q, countyId));
    catalogues.set(countyId, catalogue);
    const key = `${fact.personId} ${contractId}`;
    const promised = promises.get(key) ?? (await promisedOf(q, contract, catalogue));
    promises.set(key, promised);
    for (const { code, countedBy } of inForce(catalogue.services, fact.on)) {
      const counts =
        'form' in fact.what ? countedBy.forms?.includes(fact.what.form) : countedBy.visits?.includes(fact.what.visit);
      if (!counts || !promised.has(code)) continue;
      rows.push({
        personId: fact.personId,
        contractId,
        service: code,
        sourceId: fact.sourceId,
        serviceId: kernel.newId(),
        source: fact.entry ? 'entry' : 'form' in fact.what ? 'form' : 'visit',
        performedOn: fact.on,
        evidence: fact.entry?.evidence ?? ('form' in fact.what ? fact.what.form : fact.what.visit),
        byName: fact.entry?.byName ?? null,
      });
    }
  }
  const counted = await insertPerformed(q, rows, now);
  await kernel.events.announceAll(
    q,
    'family-doctor.service-performed',
    rows
      .filter(({ service }) => counted.includes(service))
      .map(({ personId, contractId, service }) => ({ personId, contractId, service, at: now.toISOString() })),
  );
  return counted;
}

/** Forms that were filled since the contract began, where it was signed afterwards. */
export async function countPast(parts: Parts, q: Transaction, rows: readonly ContractRow[], now: Date): Promise<void> {
  const [first] = rows.map(({ fromOn }) => fromOn).toSorted();
  const since = new Date(`${first}T00:00:00+08:00`);
  if (first === undefined || since > now) return;
  const forms = await parts.record.filledForms(
    q,
    rows.map(({ personId }) => personId),
    { since },
  );
  await countFacts(parts, q, forms.filter(({ completed }) => completed).map(factOfForm), now);
}
const factOfForm = (form: {
  personId: string;
  id: string;
  questionnaire: string;
  authoredAt: string;
}): ServiceFact => ({
  personId: form.personId,
  sourceId: `QuestionnaireResponse/${form.id}`,
  on: dayOf(form.authoredAt),
  what: { form: formIdOf(form.questionnaire) },
});

const visitEvent = z.object({ personId: z.string(), visitId: z.string(), kind: z.string(), at: z.string() });
/** Hears `record.visit-recorded`. */
export async function countVisit(parts: Parts, payload: unknown): Promise<void> {
  const { personId, visitId, kind, at } = visitEvent.parse(payload);
  const fact = { personId, sourceId: `Encounter/${visitId}`, on: dayOf(at), what: { visit: kind } };
  await parts.kernel.db.tx(async (q) => {
    if (kind === 'home') await dropBookingsOfDay(q, personId, fact.on);
    await countFacts(parts, q, [fact], parts.kernel.clock.now());
  });
}

/** Hears `record.resource-changed`: forms that were completed count, those that were taken back do not. */
export async function countForms(parts: Parts, payload: unknown): Promise<void> {
  const { personId, changes } = parseChanges(payload);
  const ids = changes.flatMap(({ type, id }) => (type === 'QuestionnaireResponse' ? [id] : []));
  if (personId === undefined || ids.length === 0) return;
  const { kernel } = parts;
  await kernel.db.tx(async (q) => {
    const standing = (await parts.record.filledForms(q, [personId], { ids })).filter(({ completed }) => completed);
    const kept = new Set(standing.map(({ id }) => id));
    for (const id of ids) if (!kept.has(id)) await dropSource(q, personId, `QuestionnaireResponse/${id}`);
    await countFacts(parts, q, standing.map(factOfForm), kernel.clock.now());
  });
}

/** A service that no record shows, with the doctor's word for it. */
export async function enterService(
  parts: Parts,
  actor: Actor,
  personId: string,
  body: ServiceBody,
  now: Date,
): Promise<Result<MemberReply>> {
  const { kernel } = parts;
  const done = await inTransaction(kernel, async (q): Promise<Result<void>> => {
    if (body.performedOn > dayOf(now)) return fail(dayNotPossible);
    const contract = (await contractsOf(q, [personId])).find((row) => holds(row, body.performedOn));
    if (!contract) return fail(notInForce);
    const promised = await promisedOf(q, contract, await readCatalogueOf(q, contract.countyId));
    if (!promised.has(body.service)) return fail(notPromised);
    const row: PerformedRow = {
      personId,
      contractId: contract.contractId,
      service: body.service,
      sourceId: body.serviceId,
      serviceId: body.serviceId,
      source: 'entry',
      performedOn: body.performedOn,
      evidence: body.evidence,
      byName: actor.displayName,
    };
    await insertPerformed(q, [row], now);
    await kernel.audit.record(q, actor, {
      action: 'create',
      permission: permissions.write,
      outcome: 'success',
      persons: [personId],
      object: `FamilyDoctorService/${body.serviceId}`,
    });
    return succeed(undefined);
  });
  return done.ok ? readMember(parts, actor, personId, now) : done;
}

export async function withdrawService(
  parts: Parts,
  actor: Actor,
  { personId, serviceId }: { personId: string; serviceId: string },
  reason: string,
  now: Date,
): Promise<Result<MemberReply>> {
  const { kernel } = parts;
  const done = await inTransaction(kernel, async (q): Promise<Result<void>> => {
    const withdrawn = { at: now, byName: actor.displayName, reason };
    if (!(await withdrawPerformed(q, { personId, serviceId }, withdrawn))) return fail(serviceUnknown);
    await kernel.audit.record(q, actor, {
      action: 'delete',
      permission: permissions.write,
      outcome: 'success',
      persons: [personId],
      object: `FamilyDoctorService/${serviceId}`,
    });
    return succeed(undefined);
  });
  return done.ok ? readMember(parts, actor, personId, now) : done;
}
