// Reads what the record holds of many people at once and runs every model on it.
import { dayOf, type Day } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Instrument } from '#foundation/knowledge/rules/instrument.ts';
import { assess, plainValues, type Assessed, type Evaluator } from '../../rules/assess.ts';
import { riskModels } from '../../rules/models.ts';
import { askedFactKeys, askedFacts, type AskedFact } from '../../rules/asked-facts.ts';
import { answerOf } from '../../rules/fact-observation.ts';
import { resultText, valueText } from '../../rules/result-text.ts';
import { lungFactCodes, lungFactsOf } from '../../rules/lung-facts.ts';
import {
  allConditionCodes,
  allNumberCodes,
  personValues,
  type FoundPerson,
  type PersonValues,
} from '../../rules/person-values.ts';
import type { Parts } from '../parts.ts';
import type { ResultRow } from '../store/result-lines.ts';
import { withOfficePressure } from './office-pressure.ts';

/** Nothing that a model reads is older. */
const oldestDays = 730;
const dayMilliseconds = 86_400_000;
const factCodes = [...askedFactKeys, ...lungFactCodes];

export interface RunningModel {
  instrument: Instrument;
  evaluate: Evaluator;
}

/** Models in force on a day, in the order of riskModels. */
export function modelsOn({ knowledge }: Parts, on: Day): RunningModel[] {
  const instruments = new Map(knowledge.instruments(on).map((one) => [one.id, one]));
  return riskModels.flatMap(({ id }) => {
    const instrument = instruments.get(id);
    const evaluate = instrument && knowledge.evaluator(id, instrument.version);
    return instrument && evaluate ? [{ instrument, evaluate }] : [];
  });
}

/** The longest time for which any model takes a number. */
export const agesOf = (models: readonly RunningModel[]): Map<string, number> => {
  const ages = new Map<string, number>();
  for (const { instrument } of models)
    for (const { key, maxAgeDays } of instrument.inputs)
      if (maxAgeDays !== undefined) ages.set(key, Math.max(maxAgeDays, ages.get(key) ?? 0));
  return ages;
};

export interface AssessedPerson {
  personId: string;
  villageId?: string;
  values: PersonValues;
  results: Assessed[];
}

/** In the order of the ids; people who are not registered are left out. The caller has checked access and audits. */
export async function assessPeople(
  parts: Parts,
  q: Sql,
  personIds: readonly string[],
  models: readonly RunningModel[],
  now: Date,
): Promise<AssessedPerson[]> {
  const people = await readValues(parts, q, personIds, agesOf(models), now);
  return people.map((person) => assessPerson(person, models));
}

export function assessPerson(person: ValuedPerson, models: readonly RunningModel[]): AssessedPerson {
  const plain = plainValues(person.values);
  return { ...person, results: models.map(({ instrument, evaluate }) => assess(instrument.id, evaluate, plain)) };
}

export type ValuedPerson = Omit<AssessedPerson, 'results'>;

/**
 * What the record says of these people as it stood then: by when things were measured, answered or began, not by when they
 * were written down. `ages`: most days of each number. The caller has checked access and audits.
 */
export async function readValues(
  parts: Parts,
  q: Sql,
  personIds: readonly string[],
  ages: ReadonlyMap<string, number>,
  now: Date,
): Promise<ValuedPerson[]> {
  const { registry, record } = parts;
  const today = dayOf(now);
  const since = new Date(now.getTime() - oldestDays * dayMilliseconds);
  const clusters = await registry.personIdsOf(q, personIds);
  const all = [...new Set([...clusters.values()].flat())];
  const [registered, villages, measured, conditions, facts] = await together(q, [
    () => registry.demographics(q, personIds),
    () => registry.villages(q),
    async () =>
      withOfficePressure(
        parts,
        q,
        await record.newestNumbers(q, all, allNumberCodes, { from: since, to: new Date(now.getTime() + 1) }),
        { since, until: now },
      ),
    () => record.standingCodes(q, all, allConditionCodes.concat('E78' as never), now),
    () => record.codedFacts(q, all, { conditions: [], observations: factCodes, until: now }),
  ]);
  const communities = new Map(villages.map(({ villageId, isCommunity }) => [villageId, isCommunity]));
  const people = new Map(registered.map((one) => [one.personId, one]));
  const numbers = Map.groupBy(measured, ({ personId }) => personId);
  const answers = Map.groupBy(facts, ({ personId }) => personId);
  return personIds.flatMap((personId): ValuedPerson[] => {
    const person = people.get(personId);
    if (!person) return [];
    const rows = clusters.get(personId)!;
    const told = rows.flatMap((row) => answers.get(row) ?? []);
    const inCommunity = person.villageId ? communities.get(person.villageId) : undefined;
    const found: FoundPerson = {
      ...(person.birthOn && { birthOn: person.birthOn }),
      sex: person.sex,
      // Of several rows of one person the newest number of each code counts, which the last one put in is.
      numbers: rows.flatMap((row) => numbers.get(row) ?? []).toSorted((a, b) => a.at.getTime() - b.at.getTime()),
      conditions: rows.flatMap((row) => conditions.get(row) ?? []),
      answers: answersOf(told),
      lung: lungFactsOf(told),
      ...(inCommunity !== undefined && { inCommunity }),
    };
    const values = personValues(found, today, now, ages);
    return [{ personId, ...(person.villageId && { villageId: person.villageId }), values }];
  });
}

/** Side by side outside of transactions, which have one connection for all that they ask. */
async function together<Answers extends unknown[]>(
  q: Sql,
  questions: { [Place in keyof Answers]: () => Promise<Answers[Place]> },
): Promise<Answers> {
  if (!('afterCommit' in q)) return Promise.all(questions.map((ask) => ask())) as Promise<Answers>;
  const answers: unknown[] = [];
  for (const ask of questions) answers.push(await ask());
  return answers as Answers;
}

function answersOf(
  facts: readonly { code: string; at?: Date; resource: Record<string, unknown> }[],
): FoundPerson['answers'] {
  const answers: FoundPerson['answers'] = {};
  for (const { code, at, resource } of facts) {
    const value = code in askedFacts ? answerOf(code as AskedFact, resource) : undefined;
    const known = answers[code as AskedFact];
    if (value !== undefined && at && (!known || known.at < at))
      answers[code as AskedFact] = { value, id: String(resource.id), at };
  }
  return answers;
}

/**
 * Rows to keep: the whole result, and where there is one, of each value that its model asks for what it was and on which
 * Observations it rests. What is missing or rules a model out says the result itself.
 */
export function rowsOf(
  { personId, villageId, values, results }: AssessedPerson,
  models: readonly RunningModel[],
): ResultRow[] {
  // Models ask for the same values: each is written down once a person.
  const texts = new Map<string, string>();
  const textOf = (key: string): string | undefined => {
    const value = values[key];
    if (value === undefined) return undefined;
    const text = texts.get(key) ?? `"${key}":${valueText(value)}`;
    texts.set(key, text);
    return text;
  };
  return results.map(({ model, result, level }, place) => {
    let content: string;
    if (result.state === 'complete') {
      const inputs = models[place]!.instrument.inputs.flatMap(({ key }) => textOf(key) ?? []);
      content = `{"result":${resultText(result)},"inputs":{${inputs.join(',')}}}`;
    } else content = contentWithout(model, result);
    return {
      personId,
      model,
      version: result.version,
      state: result.state,
      level,
      ...(result.state === 'complete' && result.score && { score: result.score.value, unit: result.score.unit }),
      villageId,
      content,
    };
  });
}

type Without = Exclude<Assessed['result'], { state: 'complete' }>;
const mostKept = 5_000;
const kept = new Map<string, string>();

/** What did not come out of a model, it did for few different reasons: each is spelled out once. */
function contentWithout(model: string, result: Without): string {
  if (result.state === 'incomplete' && result.implausible.length > 0) return `{"result":${JSON.stringify(result)}}`;
  const why = result.state === 'incomplete' ? result.missing.join() : `${result.reason.zh} ${result.reason.en}`;
  const key = `${model} ${result.version} ${result.status} ${result.state} ${why}`;
  let content = kept.get(key);
  if (content === undefined) {
    content = `{"result":${JSON.stringify(result)}}`;
    if (kept.size >= mostKept) kept.clear();
    kept.set(key, content);
  }
  return content;
}
