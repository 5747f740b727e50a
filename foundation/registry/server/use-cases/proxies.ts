// Family proxies: who may act for a person, for what and until when.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { CareRelation } from '#platform/kernel/access/access.ts';
import { hasRole, type Actor } from '#platform/kernel/access/actor.ts';
import type { MyPerson, Proxy, ProxyBody } from '../../contract.ts';
import { proxyFault } from '../../rules/proxy.ts';
import type { Parts } from '../parts.ts';
import { personUnknown, proxyOnlyForOneself, proxyRefused, proxyUnknown } from '../problems.ts';
import { findPersons } from '../store/person.ts';
import { endProxyRow, proxiedBy, proxiesOf, saveProxies, type ProxyRow } from '../store/proxy.ts';
import { maskName } from '../../rules/mask.ts';
import { factsOf } from './read-person.ts';

const permission = 'registry.proxy.grant';

export async function listProxies({ kernel }: Parts, actor: Actor, personId: string, now: Date) {
  const rows = await proxiesOf(kernel.db, [personId], dayOf(now));
  const named = await withNames({ kernel }, rows);
  actor.span.persons.add(personId);
  for (const row of rows) actor.span.persons.add(row.proxyPersonId);
  const masked = kernel.access.view(actor, 'registry.proxy.read') !== 'full';
  return succeed({
    proxies: named.map((proxy) => (masked ? { ...proxy, proxyName: maskName(proxy.proxyName) } : proxy)),
  });
}

async function withNames({ kernel }: Pick<Parts, 'kernel'>, rows: readonly ProxyRow[]): Promise<Proxy[]> {
  const people = await findPersons(
    kernel.db,
    kernel.cipher,
    rows.map((row) => row.proxyPersonId),
  );
  const names = new Map(people.map((person) => [person.personId, person.name]));
  return rows.map((row) => ({ ...row, proxyName: names.get(row.proxyPersonId) ?? '' }));
}

export async function grantProxy(
  parts: Parts,
  actor: Actor,
  personId: string,
  body: ProxyBody,
  now: Date,
): Promise<Result<Proxy>> {
  const { kernel } = parts;
  // A proxy may not appoint further proxies: residents appoint for themselves only.
  if (isOnlyResident(actor) && actor.personId !== personId) return fail(proxyOnlyForOneself);
  const today = dayOf(now);
  return kernel.db.tx(async (q) => {
    const people = await findPersons(q, kernel.cipher, [personId, body.proxyPersonId]);
    const proxyPerson = people.find((person) => person.personId === body.proxyPersonId);
    if (!proxyPerson || !people.some((person) => person.personId === personId)) return fail(personUnknown);
    const fault = proxyFault({ personId, toOn: body.toOn, proxyPerson, today });
    if (fault) return fail(proxyRefused(fault.code, fault.path));
    const row: ProxyRow = { proxyId: kernel.newId(), personId, ...body, fromOn: today };
    await saveProxies(q, [row]);
    await relateProxies(parts, q, [row], now);
    await kernel.audit.record(q, actor, {
      action: 'create',
      permission,
      outcome: 'success',
      persons: [personId, body.proxyPersonId],
      object: `Proxy/${row.proxyId}`,
      detail: { scope: row.scope.join(' '), toOn: row.toOn },
    });
    return succeed({ ...row, proxyName: proxyPerson.name });
  });
}

/** Only a proxy who may see the record is related to the person; others act through the registry alone. */
export async function relateProxies(
  { kernel }: Parts,
  q: Parameters<typeof saveProxies>[0],
  rows: readonly ProxyRow[],
  now: Date,
) {
  await kernel.access.relate(q, proxyRelations(rows, now));
}

export const proxyRelations = (rows: readonly ProxyRow[], now: Date): CareRelation[] =>
  rows
    .filter((row) => row.scope.includes('view-record'))
    .map((row) => ({
      personId: row.personId,
      party: row.proxyPersonId,
      kind: 'proxy',
      from: now,
      to: new Date(new Date(`${row.toOn}T00:00:00+08:00`).getTime() + 86_400_000),
      source: 'registry',
    }));

export async function endProxy(
  { kernel }: Parts,
  actor: Actor,
  personId: string,
  proxyId: string,
  now: Date,
): Promise<Result<{ ended: true }>> {
  return kernel.db.tx(async (q) => {
    const [standing] = (await proxiesOf(q, [personId], '0001-01-01')).filter((row) => row.proxyId === proxyId);
    if (!standing) return fail(proxyUnknown);
    const own = actor.personId === personId || actor.personId === standing.proxyPersonId;
    if (isOnlyResident(actor) && !own) return fail(proxyOnlyForOneself);
    await endProxyRow(q, personId, proxyId, now);
    await kernel.access.endRelation(q, { personId, party: standing.proxyPersonId, kind: 'proxy' }, now);
    await kernel.audit.record(q, actor, {
      action: 'delete',
      permission,
      outcome: 'success',
      persons: [personId, standing.proxyPersonId],
      object: `Proxy/${proxyId}`,
    });
    return succeed({ ended: true as const });
  });
}

const isOnlyResident = (actor: Actor): boolean => !hasRole(actor, 'gp', 'village-doctor', 'nurse');

/** A resident's own person and those for whom they may act today. */
export async function myPeople(parts: Parts, actor: Actor, now: Date): Promise<Result<{ people: MyPerson[] }>> {
  const { kernel } = parts;
  if (!actor.personId) return succeed({ people: [] });
  const proxied = await proxiedBy(kernel.db, actor.personId, dayOf(now));
  const ids = [actor.personId, ...proxied.map((row) => row.personId)];
  const facts = await factsOf(parts, kernel.db, await findPersons(kernel.db, kernel.cipher, ids), 'full', now);
  const byId = new Map(facts.map((person) => [person.personId, person]));
  const own = byId.get(actor.personId);
  const people: MyPerson[] = own
    ? [{ person: own, as: 'self', scope: ['view-record', 'book', 'message', 'consent'] }]
    : [];
  for (const row of proxied) {
    const person = byId.get(row.personId);
    if (person) people.push({ person, as: 'proxy', scope: row.scope, toOn: row.toOn });
  }
  for (const { person } of people) actor.span.persons.add(person.personId);
  return succeed({ people });
}
