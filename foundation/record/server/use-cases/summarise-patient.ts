// Reads what a patient summary needs, as this reader may see it, and puts the document together.
import { localReference } from '#platform/fhir/reference.ts';
import { composeSummary } from '../../rules/patient-summary/compose-summary.ts';
import { sections } from '../../rules/patient-summary/sections.ts';
import type { Resource } from '../../rules/patient-summary/sections.ts';
import { showText } from '../seal.ts';
import type { Asking, RecordServices } from '../services.ts';
import { patientIdsOf } from '../store/patient-ids.ts';
import { keyText, locate, readMany } from '../store/read.ts';
import { summaryContents } from '../store/summary.ts';
import { tableOf } from '../store/tables.ts';
import { permissions } from '../store/visibility.ts';
import { scopeOf } from './person-scope.ts';
import { readingView, readResource } from './read-resource.ts';

/** Members of a panel or report and the drug itself belong to what is said; other findings are left to $everything. */
const followed = new Set(['result', 'hasMember', 'medicationReference']);
const mostHops = 3;

/** Keys of what these resources name: the directory always, findings where they are part of the statement. */
function namedBy(value: unknown, key: string, found: Set<string>): void {
  if (Array.isArray(value)) return value.forEach((one) => namedBy(one, key, found));
  if (typeof value !== 'object' || value === null) return;
  const { reference } = value as { reference?: unknown };
  const local = typeof reference === 'string' ? localReference(reference) : undefined;
  if (local && (!tableOf(local.type).personal || followed.has(key))) found.add(keyText(local.type, local.id));
  for (const [name, inner] of Object.entries(value)) if (typeof inner === 'object') namedBy(inner, name, found);
}

async function readNamed(
  services: RecordServices,
  asking: Asking,
  start: readonly Resource[],
  personIds: readonly string[],
  more: readonly string[],
): Promise<Resource[]> {
  const { db, cipher, access } = services.kernel;
  const known = new Set(start.map((one) => keyText(one.resourceType, one.id)));
  const all: Resource[] = [];
  let keys = new Set<string>(more);
  namedBy(start, '', keys);
  for (let hop = 0; hop < mostHops; hop++) {
    const fresh = [...keys].filter((key) => !known.has(key)).map((key) => localReference(key)!);
    if (fresh.length === 0) break;
    for (const { type, id } of fresh) known.add(keyText(type, id));
    const located = [...(await locate(db, fresh)).values()].filter(
      (one) => one.deletedVersion === undefined && (!tableOf(one.type).personal || personIds.includes(one.patientId)),
    );
    const seesLabels = access.holds(asking.actor, permissions.sensitive);
    const read = (await readMany(db, located)).filter(
      (one) => (seesLabels || !one.sensitive) && access.allows(asking.actor, one.type, 'r'),
    );
    const resources = read.map(
      (one) => JSON.parse(showText(cipher, readingView(services, asking), one.content)) as Resource,
    );
    all.push(...resources);
    keys = new Set();
    namedBy(resources, '', keys);
  }
  return all;
}

export async function summarisePatient(
  services: RecordServices,
  asking: Asking,
  id: string,
): Promise<{ patientId: string; document: object }> {
  const { db, cipher, access, newId } = services.kernel;
  const current = await readResource(services, asking, 'Patient', id);
  const view = readingView(services, asking);
  const scope = await scopeOf(services, asking.actor, current.patientId, permissions.read, asking.now);
  const others = await patientIdsOf(
    db.point,
    scope.personIds.filter((personId) => personId !== current.patientId),
  );
  // A joined record speaks of the same human being: in this document it is one Patient.
  const asOne = (content: string) =>
    [...others.values()].reduce((text, other) => text.replaceAll(`"Patient/${other}"`, `"Patient/${id}"`), content);
  const open = (content: string) => JSON.parse(showText(cipher, view, asOne(content))) as Resource;
  const patient = open(current.content);
  const contents = await summaryContents(db.point, scope.personIds, scope.sensitive);
  const findings = contents
    .map(open)
    .filter((one) => access.allows(asking.actor, one.resourceType, 'r'))
    .filter((one) => sections.some((section) => section.holds(one)));
  const managing = (patient.managingOrganization as { reference?: string } | undefined)?.reference;
  const wanted = [managing, `Organization/${asking.actor.homeUnitId}`].filter((key) => key !== undefined);
  const named = await readNamed(services, asking, [patient, ...findings], scope.personIds, wanted);
  const author = wanted.find((key) => named.some((one) => keyText(one.resourceType, one.id) === key));
  const document = composeSummary({
    patient,
    findings,
    named,
    author,
    base: asking.base,
    at: asking.now,
    newId,
  });
  return { patientId: current.patientId, document };
}
