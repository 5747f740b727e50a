// Takes a Bundle of another system into the record of one person: looked at first, written once, each resource with where it came from.
import { createHash } from 'node:crypto';
import { fail, succeed, type Result } from '#platform/contract.ts';
import { isFhirId } from '#platform/fhir/reference.ts';
import { isResourceType } from '#platform/fhir/structure.ts';
import { maskIdNumber } from '#foundation/registry/rules/mask.ts';
import { personFacts } from '../../../rules/person-facts.ts';
import { likenessOf } from '../../../rules/transfer/likeness.ts';
import { placeResources, type Placed } from '../../../rules/transfer/place-resources.ts';
import { readBundle, type BroughtBundle, type BroughtResource } from '../../../rules/transfer/read-bundle.ts';
import { mostImported, type ImportBody, type ImportReply } from '../../../transfer-contract.ts';
import { bundleOfMany, bundleOfOther, bundleUnreadable, bundleTooLarge, bundleUnconfirmed } from '../../problems.ts';
import { showText } from '../../seal.ts';
import type { RecordServices } from '../../services.ts';
import { keyText, locate } from '../../store/read.ts';
import { tableOf } from '../../store/tables.ts';
import { checkResource } from '../check-resource.ts';
import { putResources } from '../put-resources.ts';
import { readResource } from '../read-resource.ts';
import { withPatient, type Transfer } from './own-patient.ts';

/** So many faults are told one by one. */
const mostFaults = 50;
const permission = 'record.resource.write';

export const importPerson = (
  services: RecordServices,
  transfer: Transfer,
  body: ImportBody,
): Promise<Result<ImportReply>> =>
  withPatient(services, transfer, async (patientId, asking) => {
    const bundle = readBundle(body.content);
    if (!bundle) return fail(bundleUnreadable);
    if (bundle.others.length > mostImported) return fail(bundleTooLarge(mostImported));
    const about = bundle.patients.map(({ resource }) => personFacts(resource));
    const [file] = about;
    if (!file) return fail(bundleUnreadable);
    const { content } = await readResource(services, asking, 'Patient', patientId);
    const person = personFacts(JSON.parse(showText(services.kernel.cipher, 'full', content)) as object);
    if (about.some((one) => likenessOf(one, file) === 'different')) return fail(bundleOfMany);
    const likeness = likenessOf(file, person);

    const { placed, standing } = await placeBundle(services, transfer.personId, patientId, bundle);
    const checked = placed.taken.map((one) => ({ ...one, issues: faultsOf(one.brought.type, one.resource) }));
    const good = checked.filter(({ issues }) => issues.length === 0);
    const faults = checked.flatMap(({ brought, issues }) =>
      issues.map((text) => ({ where: `${brought.where} ${brought.type}`, text })),
    );
    const fresh = good.filter(({ resource }) => !standing.has(keyText(resource.resourceType, resource.id)));
    const reply: ImportReply = {
      dryRun: body.dryRun,
      patient: {
        ...(file.name && { name: file.name }),
        ...(file.birthOn && { birthOn: file.birthOn }),
        ...(file.idNumber && { idNumber: maskIdNumber(file.idNumber) }),
      },
      likeness,
      fresh: countsOf(fresh.map(({ resource }) => resource.resourceType)),
      standing: good.length - fresh.length,
      leftOut: leftOutOf(placed),
      faults: faults.slice(0, mostFaults),
      faultTotal: new Set(faults.map(({ where }) => where)).size,
      written: 0,
    };
    if (body.dryRun) return succeed(reply);
    if (likeness === 'different') return fail(bundleOfOther);
    if (likeness === 'unclear' && !body.confirmed) return fail(bundleUnconfirmed);
    if (fresh.length === 0) return succeed(reply);
    const provenance = provenanceOf(
      transfer,
      patientId,
      body,
      fresh.map(({ resource }) => resource),
    );
    const written = await services.kernel.db.tx((q) =>
      putResources(
        services,
        q,
        transfer.actor,
        permission,
        { put: [...fresh.map(({ resource }) => resource), provenance] },
        transfer.now,
      ),
    );
    return written.ok ? succeed({ ...reply, written: fresh.length }) : written;
  });

/** Resources keep their id where they are this person's already (a record that comes home); others get one of their own. */
async function placeBundle(
  services: RecordServices,
  personId: string,
  patientId: string,
  bundle: BroughtBundle,
): Promise<{ placed: Placed; standing: Set<string> }> {
  const { db } = services.kernel;
  const rows = (await services.registry.personIdsOf(db, [personId])).get(personId) ?? [personId];
  const native = await locate(
    db,
    bundle.others.flatMap(({ type, id }) =>
      id !== undefined && isFhirId(id) && isResourceType(type) ? [{ type, id }] : [],
    ),
  );
  const isOwn = ({ type, id }: BroughtResource) =>
    id !== undefined && rows.includes(native.get(keyText(type, id))?.patientId ?? '');
  const placed = placeResources(bundle, {
    patient: `Patient/${patientId}`,
    isPersonal: (type) => isResourceType(type) && tableOf(type).personal,
    idOf: (brought) => (isOwn(brought) ? brought.id! : importedId(personId, brought)),
  });
  const located = await locate(
    db,
    placed.taken.map(({ resource }) => ({ type: resource.resourceType, id: resource.id })),
  );
  return {
    placed,
    standing: new Set([...located].filter(([, one]) => one.deletedVersion === undefined).map(([key]) => key)),
  };
}

/** The same each time the file is brought: UUIDv8 (RFC 9562, 5.8) of the person and the resource's address in its own system. */
function importedId(personId: string, { type, id, fullUrl, where }: BroughtResource): string {
  const hash = createHash('sha256')
    .update(`${personId}\n${type}\n${id ?? fullUrl ?? where}`)
    .digest();
  hash[6] = (hash[6]! & 0x0f) | 0x80;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const faultsOf = (type: string, resource: Record<string, unknown>): string[] =>
  checkResource(resource, type).map(({ diagnostics, expression }) =>
    [expression?.[0], diagnostics].filter(Boolean).join(': '),
  );

function countsOf(types: readonly string[]): { type: string; count: number }[] {
  const groups = Map.groupBy(types, (type) => type);
  return [...groups].map(([type, all]) => ({ type, count: all.length })).toSorted((a, b) => b.count - a.count);
}

function leftOutOf({ leftOut }: Placed): ImportReply['leftOut'] {
  const groups = Map.groupBy(leftOut, ({ brought, reason }) => `${reason} ${brought.type}`);
  return [...groups.values()].map((all) => ({ type: all[0]!.brought.type, reason: all[0]!.reason, count: all.length }));
}

/** One for all that a file brought: who took it in, from which file. */
function provenanceOf(
  { actor, now, personId }: Transfer,
  patientId: string,
  { content, fileName }: ImportBody,
  resources: readonly { resourceType: string; id: string }[],
) {
  const digest = createHash('sha256').update(content).digest('hex');
  const id = importedId(personId, { where: '', type: 'Provenance', id: `${digest} ${now.getTime()}`, resource: {} });
  return {
    resourceType: 'Provenance',
    id,
    target: [
      { reference: `Patient/${patientId}` },
      ...resources.map((one) => ({ reference: `${one.resourceType}/${one.id}` })),
    ],
    recorded: now.toISOString(),
    activity: { text: '从文件转入' },
    agent: [{ who: { display: actor.displayName }, onBehalfOf: { reference: `Organization/${actor.homeUnitId}` } }],
    entity: [
      {
        role: 'source',
        what: { identifier: { system: 'urn:tianmu:sha256', value: digest }, display: fileName },
      },
    ],
  };
}
