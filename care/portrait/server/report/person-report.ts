// One person's report for whoever asks: a resident gets what is meant for residents; made and signed by those who may.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { hasRole } from '#platform/kernel/access/actor.ts';
import {
  reportPermissions as permissions,
  type MadeReport,
  type PersonReport,
  type ReportOf,
  type SignBody,
} from '../../report-contract.ts';
import { dayOf } from '#platform/contract.ts';
import { forReader, sign, signableOf, type Reader } from '../../rules/report/for-reader.ts';
import { makeAnnualReport } from './make-annual-report.ts';
import { reportChanged, reportUnknown, yearNotHere } from './problems.ts';
import type { ReportParts } from './report-parts.ts';
import { yearsOffered } from './report-span.ts';
import { findReport, lockReport, saveSignature, yearsOf, type ReportStored } from './store.ts';

const readerOf = (actor: Actor): Reader =>
  hasRole(actor, 'specialist', 'gp', 'village-doctor', 'nurse') ? 'doctor' : 'resident';

async function stored(
  { kernel, registry }: ReportParts,
  personId: string,
  year: number,
  kind: Reader,
): Promise<{ found?: ReportStored | undefined; years: number[] }> {
  const ids = (await registry.personIdsOf(kernel.db, [personId])).get(personId) ?? [personId];
  return {
    found: await findReport(kernel.db, kernel.cipher, ids, year, kind),
    years: await yearsOf(kernel.db, ids),
  };
}

export async function readPersonReport(
  parts: ReportParts,
  actor: Actor,
  { personId, year }: ReportOf,
): Promise<Result<PersonReport>> {
  const { kernel } = parts;
  actor.span.persons.add(personId as never);
  const reader = readerOf(actor);
  const { found, years } = await stored(parts, personId, year, reader);
  return succeed({
    year,
    reader,
    ...(found && {
      report: {
        model: found.model,
        dataVersion: found.dataVersion,
        madeAt: found.madeAt.toISOString(),
        madeByName: found.madeByName,
        ...(found.signed && { kept: found.signed.kept }),
      },
    }),
    years,
    mayMake: kernel.access.holds(actor, permissions.make),
    maySign: kernel.access.holds(actor, permissions.sign),
  });
}

export async function makePersonReport(
  parts: ReportParts,
  actor: Actor,
  params: ReportOf,
  now: Date,
): Promise<Result<MadeReport>> {
  const { kernel } = parts;
  if (!yearsOffered(now).includes(params.year)) return fail(yearNotHere);
  const made = await makeAnnualReport(parts, params.personId, params.year, actor, now);
  if (!made.ok) return made;
  await kernel.db.tx((q) =>
    kernel.audit.record(q, actor, {
      action: made.value ? 'create' : 'read',
      permission: permissions.make,
      outcome: 'success',
      persons: [params.personId],
      object: `AnnualReport/${params.year}`,
    }),
  );
  const told = await readPersonReport(parts, actor, params);
  return told.ok ? succeed({ ...told.value, changed: made.value }) : told;
}

/** What the doctor kept becomes the resident's; signed again, the later one counts. */
export async function signPersonReport(
  parts: ReportParts,
  actor: Actor,
  params: ReportOf,
  { dataVersion, kept, note }: SignBody,
  now: Date,
): Promise<Result<PersonReport>> {
  const { kernel, print } = parts;
  const { found } = await stored(parts, params.personId, params.year, 'doctor');
  if (!found) return fail(reportUnknown);
  if (found.dataVersion !== dataVersion) return fail(reportChanged);
  const signature = { byName: actor.displayName, on: dayOf(now), ...(note && { note }) };
  const known = new Set(signableOf(found.model));
  const chosen = kept.filter((rule) => known.has(rule));
  const model = sign(found.model, chosen, signature);
  const resident = await print(model, 'resident', now);
  const doctor = await print(model, 'doctor', now);
  const of = { personId: found.personId, year: params.year };
  const done = await kernel.db.tx(async (q): Promise<Result<void>> => {
    // Made anew in between: that one was not read.
    if ((await lockReport(q, of.personId, of.year))?.dataVersion !== dataVersion) return fail(reportChanged);
    const files = [
      await kernel.files.put(q, resident, 'application/pdf'),
      await kernel.files.put(q, doctor, 'application/pdf'),
    ];
    await saveSignature(q, kernel.cipher, of, { kept: chosen, signature, at: now, by: actor.accountId }, [
      { kind: 'resident', model: forReader(model, 'resident'), file: files[0]!.digest },
      // The doctor's keeps what was struck out: another signature may choose otherwise.
      { kind: 'doctor', model: { ...found.model, signature }, file: files[1]!.digest },
    ]);
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission: permissions.sign,
      outcome: 'success',
      persons: [params.personId],
      object: `AnnualReport/${params.year}`,
      detail: { kept: chosen.length, struckOut: known.size - chosen.length },
    });
    return succeed(undefined);
  });
  return done.ok ? readPersonReport(parts, actor, params) : done;
}

/** The printed sheet; residents have no doctor's version. */
export async function readReportFile(
  parts: ReportParts,
  actor: Actor,
  { personId, year, kind }: ReportOf & { kind: Reader },
): Promise<Result<Buffer>> {
  if (kind === 'doctor' && readerOf(actor) !== 'doctor') return fail(reportUnknown);
  const { found } = await stored(parts, personId, year, kind);
  const file = found && (await parts.kernel.files.get(found.file));
  return file ? succeed(file.content) : fail(reportUnknown);
}
