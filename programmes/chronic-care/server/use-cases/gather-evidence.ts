// Gathers from the record what registers and colours are decided from: diagnoses, readings, follow-up forms.
import { dayOf, type Day } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { answersOf } from '#foundation/knowledge/rules/fhir/questionnaire-response.ts';
import type { ReadingFound } from '#foundation/record/server/index.ts';
import type { PersonRecord } from '#foundation/registry/server/index.ts';
import { allCodes, diseaseOfCode, diseaseOfForm, type Disease } from '../../rules/disease.ts';
import { readCodes, type Evidence, type FilledFollowUp, type Reading, type ReadKey } from '../../rules/evidence.ts';
import type { Parts } from '../parts.ts';

/** Nothing that rules read reaches further back. */
const daysBack = 400;
const dayMilliseconds = 86_400_000;
const keyOfCode = new Map(Object.entries(readCodes).map(([key, code]) => [code as string, key as ReadKey]));
const formIdOf = (questionnaire: string): string => questionnaire.split('|')[0]!.split(/[:/]/).at(-1)!;

export async function gatherEvidence(
  { record, knowledge, registry }: Parts,
  q: Sql,
  people: readonly Pick<PersonRecord, 'personId' | 'birthOn' | 'sex'>[],
  now: Date,
  /** Whether a person stands in a register; everybody unless told. */
  isRegistered: (personId: string) => boolean = () => true,
): Promise<Map<string, Evidence>> {
  // Several registrations of one human being are one record.
  const rowsOf = await registry.personIdsOf(
    q,
    people.map(({ personId }) => personId),
  );
  const owners = new Map([...rowsOf].flatMap(([personId, ids]) => ids.map((id) => [id, personId] as const)));
  const ownerOf = ({ personId }: { personId: string }) => owners.get(personId) ?? personId;
  const ids = [...new Set([...owners.keys(), ...people.map(({ personId }) => personId)])];
  const since = new Date(now.getTime() - daysBack * dayMilliseconds);
  const facts = await record.codedFacts(q, ids, { conditions: allCodes, observations: [] });
  const forms = Map.groupBy(await record.filledForms(q, ids, { since }), ownerOf);
  const diagnoses = new Map<string, Map<Disease, Day | undefined>>();
  for (const fact of facts) {
    const { code, at } = fact;
    const personId = ownerOf(fact);
    const disease = diseaseOfCode(code);
    if (!disease) continue;
    const own = diagnoses.get(personId) ?? new Map<Disease, Day | undefined>();
    const on = at && dayOf(at);
    const known = own.get(disease);
    own.set(disease, known && on ? (known < on ? known : on) : (known ?? on));
    diagnoses.set(personId, own);
  }
  // What people measure at home moves colours and opens no register: of most people it need not be read.
  const followed = (id: string): boolean => {
    const personId = ownerOf({ personId: id });
    return isRegistered(personId) || diagnoses.has(personId) || forms.has(personId);
  };
  const asked = { codes: [...keyOfCode.keys()], since };
  const [all, some] = [ids.filter(followed), ids.filter((id) => !followed(id))];
  const readings = Map.groupBy(
    [
      ...(all.length > 0 ? await record.readings(q, all, asked) : []),
      ...(some.length > 0 ? await record.readings(q, some, { ...asked, withHome: false }) : []),
    ],
    ownerOf,
  );
  return new Map(
    people.map(({ personId, birthOn, sex }): [string, Evidence] => [
      personId,
      {
        ...(birthOn && { birthOn }),
        sex,
        diagnoses: diagnoses.get(personId) ?? new Map(),
        readings: (readings.get(personId) ?? []).map(asReading),
        followUps: (forms.get(personId) ?? []).flatMap(
          ({ id, questionnaire, completed, authoredAt, resource }): FilledFollowUp[] => {
            const formId = formIdOf(questionnaire);
            const disease = completed && authoredAt !== '' ? diseaseOfForm(formId) : undefined;
            const form = disease && knowledge.form(formId, questionnaire.split('|')[1] ?? '');
            return form ? [{ id, disease, on: dayOf(authoredAt), answers: answersOf(form, resource) }] : [];
          },
        ),
      },
    ]),
  );
}

const asReading = ({ id, code, value, at, atHome }: ReadingFound): Reading => ({
  id,
  key: keyOfCode.get(code)!,
  value,
  at,
  on: dayOf(at),
  atHome,
});

/** What the record knows of these keys from any time, newest first: an old value is better than none where it is only shown. */
export async function everyReading(
  { record, registry }: Parts,
  q: Sql,
  personId: string,
  keys: readonly ReadKey[],
): Promise<Reading[]> {
  if (keys.length === 0) return [];
  const ids = [...new Set([personId, ...[...(await registry.personIdsOf(q, [personId])).values()].flat()])];
  const found = await record.readings(q, ids, { codes: keys.map((key) => readCodes[key]), since: new Date(0) });
  return found.map(asReading);
}
