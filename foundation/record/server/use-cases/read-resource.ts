// Reads one resource, one of its versions or its history, where policy lets this reader.
import type { View } from '#platform/kernel/access/roles.ts';
import { Refusal } from '../refusal.ts';
import { refuseOutOfScope } from './refuse-out-of-scope.ts';
import type { Asking, RecordServices } from '../services.ts';
import { countHistory, keyText, locate, readHistory, readOne } from '../store/read.ts';
import type { Current, Version } from '../store/read.ts';
import { nobody, tableOf } from '../store/tables.ts';
import type { ResourceTable } from '../store/tables.ts';
import { permissions } from '../store/visibility.ts';

export const readingView = (services: RecordServices, asking: Asking): View =>
  services.kernel.access.view(asking.actor, permissions.read);

function unseen(patientId: string, text: string): Refusal {
  const refusal = new Refusal('forbidden', text);
  if (patientId !== nobody) refusal.persons.push(patientId);
  return refusal;
}

/** The condition under which this reader may see the person of a row; rows of nobody are open to whoever sees people in full. */
const policyOf =
  (services: RecordServices, { actor, now }: Asking) =>
  async (table: ResourceTable, args: unknown[]): Promise<string> =>
    table.personal ? services.kernel.access.personFilter(actor, permissions.read, 't.patient_id', args, now) : 'true';

function refuseHidden(
  services: RecordServices,
  asking: Asking,
  type: string,
  row: { patientId: string; sensitive: boolean; permitted: boolean },
): void {
  const { patientId, sensitive, permitted } = row;
  refuseOutOfScope(services.kernel.access, asking.actor, type, 'r');
  if (sensitive && !services.kernel.access.holds(asking.actor, permissions.sensitive))
    throw unseen(patientId, 'This resource is out of reach.');
  if (!tableOf(type).personal) return;
  if (patientId === nobody) {
    if (asking.actor.grant?.patientId || readingView(services, asking) !== 'full')
      throw unseen(patientId, 'This resource is out of reach.');
  } else if (!permitted) throw unseen(patientId, 'This person is out of reach.');
}

async function refuseUnseen(
  services: RecordServices,
  asking: Asking,
  type: string,
  patientId: string,
  sensitive: boolean,
): Promise<void> {
  const { access, db } = services.kernel;
  const asks = tableOf(type).personal && patientId !== nobody;
  const permitted = !asks || (await access.check(db, asking.actor, permissions.read, patientId, asking.now)).ok;
  refuseHidden(services, asking, type, { patientId, sensitive, permitted });
}

async function refuseAbsent(services: RecordServices, asking: Asking, type: string, id: string): Promise<never> {
  const located = (await locate(services.kernel.db, [{ type, id }])).get(keyText(type, id));
  if (located?.deletedVersion === undefined) throw new Refusal('not-found', `${type}/${id} does not exist.`);
  await refuseUnseen(services, asking, type, located.patientId, false);
  throw new Refusal('gone', `${type}/${id} was deleted.`);
}

export async function readResource(
  services: RecordServices,
  asking: Asking,
  type: string,
  id: string,
): Promise<Current> {
  const current = await readOne(services.kernel.db.point, type, id, policyOf(services, asking));
  if (!current) return refuseAbsent(services, asking, type, id);
  refuseHidden(services, asking, type, current);
  return current;
}

export interface VersionPage {
  patientId: string;
  versions: Version[];
  total: number;
  next?: number;
}

/** All versions, newest first; `before` continues a page. */
export async function readVersions(
  services: RecordServices,
  asking: Asking,
  type: string,
  id: string,
  page: { before?: number; limit: number },
): Promise<VersionPage> {
  const { db } = services.kernel;
  const located = (await locate(db, [{ type, id }])).get(keyText(type, id));
  if (!located) throw new Refusal('not-found', `${type}/${id} does not exist.`);
  const current = await readOne(db, type, id);
  const older = await readHistory(db, located.patientId, type, id, { before: page.before, limit: page.limit + 1 });
  await refuseUnseen(services, asking, type, located.patientId, (current ?? older[0])?.sensitive ?? false);
  const seen = older.filter(
    (one) => !one.sensitive || services.kernel.access.holds(asking.actor, permissions.sensitive),
  );
  const newest: Version[] =
    current && page.before === undefined
      ? [
          {
            version: current.version,
            at: current.updatedAt,
            op: 'write',
            sensitive: current.sensitive,
            content: current.content,
          },
        ]
      : [];
  const versions = [...newest, ...seen].slice(0, page.limit);
  const more = newest.length + seen.length > page.limit;
  const total = (await countHistory(db, located.patientId, type, id)) + (current ? 1 : 0);
  return { patientId: located.patientId, versions, total, next: more ? versions.at(-1)!.version : undefined };
}

export async function readVersion(
  services: RecordServices,
  asking: Asking,
  type: string,
  id: string,
  version: number,
): Promise<Version & { patientId: string }> {
  const { versions, patientId } = await readVersions(services, asking, type, id, { before: version + 1, limit: 1 });
  const current = await readOne(services.kernel.db, type, id);
  if (current?.version === version) {
    return {
      patientId,
      version,
      at: current.updatedAt,
      op: 'write',
      sensitive: current.sensitive,
      content: current.content,
    };
  }
  const found = versions.find((one) => one.version === version);
  if (!found) throw new Refusal('not-found', `${type}/${id} has no version ${version}.`);
  if (found.op === 'delete') throw new Refusal('gone', `${type}/${id} was deleted with version ${version}.`);
  return { ...found, patientId };
}
