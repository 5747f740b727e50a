// The frailty index of one person from 65, for clinicians while it is a draft: items of the record and of what the clinic found.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Instrument } from '#foundation/knowledge/rules/instrument.ts';
import { frailtyCode } from '../../rules/asked.ts';
import { frailty, frailtyCodes, frailtyFromAge, frailtyValues, type Frailty } from '../../rules/frailty.ts';
import type { KnownValues } from '../../rules/health-index.ts';
import type { Parts } from '../parts.ts';
import { ownFacts } from './own-facts.ts';

const year = 365 * 86_400_000;

/** Nothing for people under 65. The caller has checked access and audits. */
export async function readFrailty(
  parts: Parts,
  q: Sql,
  instrument: Instrument,
  { personId, age }: { personId: string; age: number },
  at: Date,
): Promise<{ frailty: Frailty; values: KnownValues } | undefined> {
  if (age < frailtyFromAge) return undefined;
  const { record, registry, knowledge } = parts;
  const rows = (await registry.personIdsOf(q, [personId])).get(personId)!;
  const conditions = await record.standingCodes(q, rows, frailtyCodes, at);
  const drugs = await record.activeMedications(q, rows);
  const used = await record.useOfServices(q, rows, { from: new Date(at.getTime() - year), to: at });
  const codes = new Map(
    instrument.inputs.flatMap(({ key }) => (key === 'age' ? [] : [[key, frailtyCode(key)] as const])),
  );
  const answers = (await ownFacts(parts, q, [personId], codes, at)).get(personId)!;
  const values = frailtyValues({
    age,
    conditions: rows.flatMap((row) => conditions.get(row) ?? []),
    drugs: new Set(drugs.map(({ name }) => name)).size,
    stays: used.reduce((sum, { stays }) => sum + stays, 0),
    answers,
  });
  return { frailty: frailty(instrument, knowledge.evaluator(instrument.id, instrument.version)!, values), values };
}
