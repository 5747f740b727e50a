// Puts a study into the record, and into the hospital's queue where it is sent out.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { accountsAbove } from '#platform/kernel/auth/accounts.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import { simulatedTag } from '#foundation/record/rules/person-facts.ts';
import { documentIdOf } from '#foundation/sync/rules/document-id.ts';
import type { DocumentState } from '#foundation/sync/rules/operation.ts';
import { readingsTopic } from '../../contract.ts';
import { modalityText, studyResources } from '../../rules/fhir.ts';
import { isCritical, studyOf } from '../../rules/study.ts';
import type { Parts } from '../parts.ts';
import { hospitalUnknown } from '../problems.ts';
import { findReading, queueReading, withdrawReading } from '../store/reading.ts';

export const writeStudy = 'diagnostics.study.write';
/** A hospital that is asked sees the person so long. */
const careDays = 30;

export async function projectStudy(
  parts: Parts,
  q: Transaction,
  actor: Actor,
  document: DocumentState,
  now: Date,
): Promise<Result<void>> {
  const { kernel, registry, record, messaging } = parts;
  const { personId, documentId: studyId } = document;
  const study = studyOf(document);
  const { sent, modality, cancelled, answer } = study;
  if (sent && modality && !answer) {
    if (cancelled) await withdrawReading(q, personId, studyId);
    else {
      const known = (await registry.organisations(q, { kind: 'hospital' })).some(
        ({ organisationId }) => organisationId === sent.organisationId,
      );
      if (!known) return fail(hospitalUnknown);
      const isNew = (await findReading(q, personId, studyId)) === undefined;
      await queueReading(q, {
        personId,
        studyId,
        organisationId: sent.organisationId,
        fromOrganisationId: actor.homeUnitId,
        askedBy: document.fields['sent']![0]!.accountId,
        modality,
        urgency: sent.urgency,
        sentAt: new Date(document.fields['sent']![0]!.at),
        critical: isCritical(study),
      });
      await kernel.access.relate(q, [
        {
          personId,
          party: sent.organisationId,
          kind: 'institution',
          from: now,
          to: new Date(now.getTime() + careDays * 86_400_000),
          source: 'diagnostics',
        },
      ]);
      await kernel.live.publish(q, readingsTopic, {});
      if (isNew)
        await messaging.sendToMany(q, await accountsAbove(q, ['specialist'], sent.organisationId, now), {
          code: 'diagnostics-asked',
          parameters: { what: modalityText(modality) },
          notificationId: await documentIdOf('asked', studyId),
          urgency: sent.urgency === 'urgent' ? 'urgent' : 'normal',
          link: '/clinic/readings',
        });
    }
  }
  const [person] = await registry.persons(q, [personId]);
  const put = studyResources(study, {
    studyId,
    personId,
    at: beganAt(document),
    tags: person?.simulated ? [simulatedTag] : [],
  });
  const standing = new Set(put.map(({ resourceType, id }) => `${resourceType}/${id}`));
  const gone = Object.keys(document.fields)
    .filter((field) => field.startsWith('value.'))
    .map((field) => field.slice('value.'.length))
    .concat('qtc')
    .map((key) => ({ type: 'Observation', id: `${studyId}-${key}` }))
    .concat({ type: 'DiagnosticReport', id: `${studyId}-report` })
    .filter(({ type, id }) => !standing.has(`${type}/${id}`));
  const written = await record.putResources(q, actor, writeStudy, { put, remove: gone }, now);
  return written.ok ? succeed(undefined) : written;
}

const beganAt = ({ fields }: DocumentState): string =>
  Object.values(fields)
    .flat()
    .map(({ at }) => at)
    .toSorted()[0]!;
