// What clinicians found for index and frailty, as Observations of our own system: read as they stood at a time.
import type { Sql } from '#platform/kernel/db/db.ts';
import { factValue } from '../../rules/asked.ts';
import type { KnownValue, KnownValues } from '../../rules/health-index.ts';
import type { Parts } from '../parts.ts';

/** By person and key; `codes` maps each key to its code. Of several rows of one person the newest counts. */
export async function ownFacts(
  { record, registry }: Pick<Parts, 'record' | 'registry'>,
  q: Sql,
  personIds: readonly string[],
  codes: ReadonlyMap<string, string>,
  at: Date,
): Promise<Map<string, KnownValues>> {
  const clusters = await registry.personIdsOf(q, personIds);
  const all = [...new Set([...clusters.values()].flat())];
  const keys = new Map([...codes].map(([key, code]) => [code, key]));
  const facts = Map.groupBy(
    await record.codedFacts(q, all, { conditions: [], observations: [...codes.values()], until: at }),
    ({ personId }) => personId,
  );
  return new Map(
    personIds.map((personId) => {
      const known: Record<string, KnownValue> = {};
      for (const { code, at: answeredAt, resource } of clusters.get(personId)!.flatMap((row) => facts.get(row) ?? [])) {
        const value = factValue(resource);
        const key = keys.get(code);
        if (value === undefined || !key || !answeredAt || (known[key]?.at ?? answeredAt) > answeredAt) continue;
        known[key] = { value, origin: 'asked', at: answeredAt, observations: [String(resource['id'])] };
      }
      return [personId, known];
    }),
  );
}
