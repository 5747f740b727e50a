// The hospital's queue by waiting time, and one study with its values and files as the reader sees it.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { displayNames } from '#platform/kernel/auth/accounts.ts';
import type { Reading, ReadingsQuery, StudySheet, Urgency } from '../../contract.ts';
import { findingsOf, isCritical, studyOf } from '../../rules/study.ts';
import type { Parts } from '../parts.ts';
import { fileNotHere, studyUnknown } from '../problems.ts';
import { findReading, listReadings, openReading, type ReadingRow } from '../store/reading.ts';

const readPermission = 'diagnostics.reading.read';
/** Assumed: our reference gives spans of 30 minutes to two hours, unconfirmed. */
const usualMinutes: Record<Urgency, number> = { urgent: 30, routine: 120 };

async function dueMinutes(
  { kernel }: Parts,
  unitId: string,
  now: Date,
): Promise<{ minutes: Record<Urgency, number>; assumed: boolean }> {
  const stored = await kernel.settings.valueAt('diagnostics.reading-minutes', unitId, now);
  return { minutes: { ...usualMinutes, ...(stored as Partial<Record<Urgency, number>>) }, assumed: !stored };
}

async function onWire(parts: Parts, rows: readonly ReadingRow[], now: Date): Promise<Reading[]> {
  const { kernel, registry, sync } = parts;
  const q = kernel.db;
  const persons = new Map(
    (
      await registry.persons(
        q,
        rows.map((row) => row.personId),
      )
    ).map((person) => [person.personId as string, person]),
  );
  const names = new Map(
    (await registry.organisations(q, {})).map(({ organisationId, name }) => [organisationId as string, name]),
  );
  const readers = await displayNames(
    q,
    rows.flatMap(({ readerId }) => (readerId ? [readerId] : [])),
  );
  const readings: Reading[] = [];
  for (const row of rows) {
    const study = studyOf(await sync.document(q, row.personId, row.studyId));
    const { minutes } = await dueMinutes(parts, row.organisationId, now);
    const person = persons.get(row.personId);
    const readerName = row.readerId && readers.get(row.readerId);
    readings.push({
      studyId: row.studyId,
      personId: row.personId,
      personName: person?.name ?? '',
      sex: person?.sex ?? 'unknown',
      ...(person?.birthOn && { birthOn: person.birthOn }),
      modality: row.modality,
      urgency: row.urgency,
      question: study.sent?.question ?? '',
      state: row.state,
      sentAt: row.sentAt.toISOString(),
      fromName: names.get(row.fromOrganisationId) ?? '',
      dueMinutes: minutes[row.urgency],
      ...(readerName && { readerName }),
      ...(row.answeredAt && { answeredAt: row.answeredAt.toISOString() }),
      critical: row.critical || isCritical(study),
      version: row.version,
      simulated: person?.simulated ?? false,
    });
  }
  return readings;
}

export async function readReadings(
  parts: Parts,
  actor: Actor,
  query: ReadingsQuery,
  now: Date,
): Promise<Result<{ readings: Reading[]; assumed: boolean }>> {
  const { access, db } = parts.kernel;
  const units = await access.unitsOf(actor, readPermission);
  const rows = await listReadings(db, units, query, (args) =>
    access.personFilter(actor, readPermission, 'r.patient_id', args, now),
  );
  const all = await onWire(parts, rows, now);
  const wanted = query.text?.trim();
  const readings = wanted
    ? all.filter((one) => `${one.personName} ${one.question} ${one.fromName}`.includes(wanted))
    : all;
  for (const { personId } of readings) actor.span.persons.add(personId);
  return succeed({ readings, assumed: (await dueMinutes(parts, actor.homeUnitId, now)).assumed });
}

/** The kernel has checked the person. */
export async function readStudy(
  parts: Parts,
  key: { personId: string; study: string },
  now: Date,
): Promise<Result<StudySheet>> {
  const { kernel, sync } = parts;
  const row = await findReading(kernel.db, key.personId, key.study);
  const document = await sync.document(kernel.db, key.personId, key.study);
  if (!row || !document) return fail(studyUnknown);
  const study = studyOf(document);
  const files: StudySheet['files'] = [];
  for (const file of study.files) {
    const found = await sync.attachment(kernel.db, file.attachmentId);
    files.push({ ...file, arrived: Boolean(found?.completedAt) && found?.personId === key.personId });
  }
  const [reading] = await onWire(parts, [row], now);
  return succeed({
    reading: reading!,
    findings: findingsOf(study),
    ...(study.text && { text: study.text }),
    files,
    ...(study.answer && { answer: study.answer }),
  });
}

export async function openStudy(
  parts: Parts,
  actor: Actor,
  key: { personId: string; study: string },
  now: Date,
): Promise<Result<StudySheet>> {
  const { kernel } = parts;
  const row = await findReading(kernel.db, key.personId, key.study);
  if (!row) return fail(studyUnknown);
  if (row.state === 'waiting' || (row.state === 'reading' && row.readerId !== actor.accountId))
    await kernel.db.tx((q) => openReading(q, row, actor.accountId, now));
  return readStudy(parts, key, now);
}

/** The bytes of a file that belongs to this study of this person. */
export async function readFile(
  { kernel, sync }: Parts,
  key: { personId: string; study: string; file: string },
): Promise<Result<{ content: Buffer; mediaType: string; name: string }>> {
  const study = studyOf(await sync.document(kernel.db, key.personId, key.study));
  const file = study.files.find(({ attachmentId }) => attachmentId === key.file);
  const row = file && (await sync.attachment(kernel.db, key.file));
  if (!file || !row?.completedAt || row.personId !== key.personId) return fail(fileNotHere);
  const stored = await kernel.files.get(row.digest);
  return stored ? succeed({ content: stored.content, mediaType: file.mediaType, name: file.name }) : fail(fileNotHere);
}
