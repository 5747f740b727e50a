// Makes the report of one person and year for both readers; from an unchanged record nothing is written.
import { createHash } from 'node:crypto';
import { fail, succeed, type Result } from '#platform/contract.ts';
import { forReader, readers, type Reader } from '../../rules/report/for-reader.ts';
import { makeReport } from '../../rules/report/make-report.ts';
import type { ReportModel } from '../../rules/report/report-model.ts';
import { personUnknown } from '../problems.ts';
import { gatherFacts } from './gather-facts.ts';
import type { ReportParts } from './report-parts.ts';
import { spanOf } from './report-span.ts';
import { findReport, saveReport } from './store.ts';

export interface Maker {
  accountId: string;
  displayName: string;
}

/** What it says without the days that pass by themselves. */
export function dataVersionOf({ asOf: _asOf, prescription, ...model }: ReportModel): string {
  const goals = prescription?.goals.map(({ byOn: _byOn, ...goal }) => goal);
  const told = { ...model, prescription: { ...prescription, goals } };
  return createHash('sha256').update(JSON.stringify(told)).digest('hex').slice(0, 32);
}

/**
 * True where something was written. The caller has checked access and audits. `keepsSigned`: one that a doctor signed stays
 * as it is, until a doctor makes it anew.
 */
export async function makeAnnualReport(
  parts: ReportParts,
  personId: string,
  year: number,
  maker: Maker,
  now: Date,
  { keepsSigned = false } = {},
): Promise<Result<boolean>> {
  const { kernel, registry, print } = parts;
  const [person] = await registry.persons(kernel.db, [personId]);
  if (!person) return fail(personUnknown);
  const known = await findReport(kernel.db, kernel.cipher, [personId], year, 'doctor');
  if (keepsSigned && known?.signed) return succeed(false);
  const facts = await gatherFacts(parts, kernel.db, person, spanOf(year, now));
  if (!facts) return fail(personUnknown);
  const model = makeReport(facts);
  const dataVersion = dataVersionOf(model);
  if (known?.dataVersion === dataVersion) return succeed(false);
  const printed: { kind: Reader; pdf: Buffer }[] = [];
  for (const kind of readers) printed.push({ kind, pdf: await print(model, kind, now) });
  const controlled = (disease: string) => model.chronic.find((part) => part.disease === disease)?.controlled;
  await kernel.db.tx(async (q) => {
    for (const { kind, pdf } of printed) {
      const { digest } = await kernel.files.put(q, pdf, 'application/pdf');
      await saveReport(q, kernel.cipher, {
        personId,
        year,
        kind,
        dataVersion,
        model: forReader(model, kind),
        file: digest,
        villageId: person.villageId,
        hypertensionControlled: controlled('hypertension'),
        diabetesControlled: controlled('diabetes'),
        madeAt: now,
        madeBy: maker.accountId,
        madeByName: maker.displayName,
      });
    }
  });
  return succeed(true);
}
