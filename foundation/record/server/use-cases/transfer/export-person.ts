// One person's record as a Bundle to take along: the summary document, or everything that the reader may see.
import { dayOf, succeed, type Result } from '#platform/contract.ts';
import type { ExportKind, ExportReply } from '../../../transfer-contract.ts';
import { showText } from '../../seal.ts';
import type { Asking, RecordServices } from '../../services.ts';
import { patientIdsOf } from '../../store/patient-ids.ts';
import type { Current } from '../../store/read.ts';
import { permissions } from '../../store/visibility.ts';
import { scopeOf } from '../person-scope.ts';
import { readEverything } from '../read-everything.ts';
import { readingView } from '../read-resource.ts';
import { summarisePatient } from '../summarise-patient.ts';
import { withPatient, type Transfer } from './own-patient.ts';

export const exportPerson = (
  services: RecordServices,
  transfer: Transfer,
  kind: ExportKind,
): Promise<Result<ExportReply>> =>
  withPatient(services, transfer, async (patientId, asking) => {
    const bundle =
      kind === 'summary'
        ? (await summarisePatient(services, asking, patientId)).document
        : await collectEverything(services, asking, patientId, transfer.personId);
    const { entry } = bundle as { entry: unknown[] };
    const fileName = `${kind === 'summary' ? 'health-summary' : 'health-record'}-${dayOf(transfer.now)}.json`;
    return succeed({ fileName, bundle, resources: entry.length });
  });

/** A collection (FHIR R4, Bundle.type): joined records speak of one human being, so it holds one Patient. */
async function collectEverything(
  services: RecordServices,
  asking: Asking,
  patientId: string,
  personId: string,
): Promise<object> {
  const view = readingView(services, asking);
  const found = new Map<string, Current>();
  let cursor: string | undefined;
  do {
    const pairs: [string, string][] = [
      ['_count', '2000'],
      ...(cursor ? [['_cursor', cursor] as [string, string]] : []),
    ];
    const page = await readEverything(services, asking, patientId, pairs);
    for (const one of [...page.matches, ...page.included]) found.set(`${one.type}/${one.id}`, one);
    cursor = page.next;
  } while (cursor);
  const scope = await scopeOf(services, asking.actor, personId, permissions.read, asking.now);
  const others = [...(await patientIdsOf(services.kernel.db, scope.personIds)).values()].filter(
    (id) => id !== patientId,
  );
  const asOne = (text: string) =>
    others.reduce((all, other) => all.replaceAll(`"Patient/${other}"`, `"Patient/${patientId}"`), text);
  for (const other of others) found.delete(`Patient/${other}`);
  const own = found.get(`Patient/${patientId}`)!;
  const rest = [...found.values()].filter((one) => one !== own);
  return {
    resourceType: 'Bundle',
    id: services.kernel.newId(),
    type: 'collection',
    timestamp: asking.now.toISOString(),
    entry: [own, ...rest].map(({ type, id, content }) => ({
      fullUrl: `${asking.base}/${type}/${id}`,
      resource: JSON.parse(asOne(showText(services.kernel.cipher, view, content))) as object,
    })),
  };
}
