// The health index of many people as the record stood at a time: by when things were measured or answered, nothing filled up.
import { dayOf, type Day } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { CompiledInstrument } from '#foundation/knowledge/rules/compile-instrument.ts';
import type { Instrument } from '#foundation/knowledge/rules/instrument.ts';
import { healthIndex, type HealthIndex } from '../../rules/health-index.ts';
import { indexInstrument } from '../../rules/index-terms.ts';
import { dashSumCode } from '../../rules/asked.ts';
import type { Parts } from '../parts.ts';
import { ownFacts } from './own-facts.ts';

export type { IndexTerm } from '../../rules/health-index.ts';
export interface PersonIndex extends HealthIndex {
  personId: string;
  villageId?: string;
  /** Of the instrument. */
  version: string;
}

const clinicianFacts = new Map([['dashSum', dashSumCode]]);

interface RunningIndex {
  instrument: Instrument;
  evaluate: CompiledInstrument;
  ages: ReadonlyMap<string, number>;
}
/** The instrument of that day; a past day before its first version is reckoned with the oldest that stands today. */
export function indexOn({ knowledge, kernel }: Pick<Parts, 'knowledge' | 'kernel'>, on: Day): RunningIndex {
  const instrument = [on, dayOf(kernel.clock.now())]
    .flatMap((day) => knowledge.instruments(day))
    .find(({ id }) => id === indexInstrument);
  if (!instrument) throw new Error(`${indexInstrument} is not in the knowledge base`);
  return {
    instrument,
    evaluate: knowledge.evaluator(instrument.id, instrument.version)!,
    ages: new Map(instrument.inputs.flatMap(({ key, maxAgeDays }) => (maxAgeDays ? [[key, maxAgeDays]] : []))),
  };
}

/** In the order of the ids; people who are not registered are left out. The caller has checked access and audits. */
export async function readIndex(parts: Parts, q: Sql, personIds: readonly string[], at: Date): Promise<PersonIndex[]> {
  const { instrument, evaluate, ages } = indexOn(parts, dayOf(at));
  const people = await parts.risks.values(q, personIds, ages, at);
  const found = await ownFacts(
    parts,
    q,
    people.map(({ personId }) => personId),
    clinicianFacts,
    at,
  );
  return people.map(({ personId, villageId, values }) => ({
    personId,
    ...(villageId && { villageId }),
    version: instrument.version,
    ...healthIndex(instrument, evaluate, { ...values, ...found.get(personId) }),
  }));
}
