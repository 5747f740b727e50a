// Where one entry of a person's record came from: who wrote it, with what, through which system, and how often it was corrected.
import { fail, succeed, type Result } from '#platform/contract.ts';
import { localReference } from '#platform/fhir/reference.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { EntryOrigin } from '../../origin-contract.ts';
import { lifeSourceOf } from '../../rules/life-source.ts';
import { originFacts, provenanceFacts, type Named } from '../../rules/origin-facts.ts';
import { isSimulated } from '../../rules/person-facts.ts';
import { kindOfType, sourceOf } from '../../rules/timeline-entry.ts';
import { entryUnknown } from '../problems.ts';
import type { RecordServices } from '../services.ts';
import { findOrigin } from '../store/provenance.ts';
import { keyText, locate, readMany } from '../store/read.ts';
import { tableOf } from '../store/tables.ts';
import { scopeOf } from './person-scope.ts';

const permission = 'record.timeline.read';

export async function readOrigin(
  services: RecordServices,
  asked: { actor: Actor; now: Date; personId: string; type: string; id: string },
): Promise<Result<EntryOrigin>> {
  const { actor, now, personId, type, id } = asked;
  const { db, access } = services.kernel;
  if (kindOfType[type] === undefined) return fail(entryUnknown);
  const scope = await scopeOf(services, actor, personId, permission, now);
  const found = await findOrigin(db, scope.personIds, { type, id });
  if (!found || (found.sensitive && !scope.sensitive)) return fail(entryUnknown);
  const resource = JSON.parse(found.content) as object;
  const source = sourceOf(resource as Record<string, unknown>);
  const facts = originFacts(resource);
  const provenances = found.provenances.map((text) => provenanceFacts(JSON.parse(text) as object));
  const masked = access.view(actor, permission) !== 'full';
  const names = masked ? new Map<string, string>() : await namesOf(services, [facts, ...provenances]);
  // Whoever sees masked records learns the institution's kind of source, not who worked there.
  const words = (all: readonly Named[]): string[] =>
    masked ? [] : [...new Set(all.flatMap(({ local, display }) => display ?? names.get(local ?? '') ?? []))];
  return succeed({
    resource: `${type}/${id}`,
    from: lifeSourceOf(type, resource, source),
    source,
    simulated: isSimulated(resource as Record<string, unknown>),
    by: words(facts.by),
    devices: facts.device.flatMap(({ display }) => display ?? []),
    ...(facts.system && !masked && { system: facts.system }),
    identifiers: masked ? [] : facts.identifiers,
    versions: found.versions.map(({ version, at }) => ({ version, at: at.toISOString() })),
    provenances: provenances.map(({ recordedAt, activity, agents }) => ({
      ...(recordedAt && { recordedAt }),
      ...(activity && { activity }),
      agents: words(agents),
    })),
  });
}

/** Names of staff and organisations that are named by address alone. */
async function namesOf(
  { kernel }: RecordServices,
  facts: readonly { by?: Named[]; agents?: Named[] }[],
): Promise<Map<string, string>> {
  const keys = facts
    .flatMap(({ by = [], agents = [] }) => [...by, ...agents])
    .flatMap(({ local, display }) => (local && !display ? [localReference(local)!] : []))
    .filter(({ type }) => !tableOf(type).personal);
  const rows = await readMany(kernel.db, [...(await locate(kernel.db, keys)).values()]);
  return new Map(
    rows.map((row) => {
      const { name } = JSON.parse(row.content) as { name?: string | { text?: string }[] };
      return [keyText(row.type, row.id), typeof name === 'string' ? name : (name?.[0]?.text ?? '')];
    }),
  );
}
