// Names of organisations and teams, read once a minute: every list shows some.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Parts } from '../parts.ts';

interface Kept {
  at: number;
  names: Map<string, string>;
}
const keptMilliseconds = 60_000;
const kept = new WeakMap<object, Kept>();

export async function unitNames(
  { registry, kernel }: Pick<Parts, 'registry' | 'kernel'>,
  q: Sql,
): Promise<Map<string, string>> {
  const at = performance.now();
  const standing = kept.get(kernel);
  if (standing && at - standing.at < keptMilliseconds) return standing.names;
  const names = new Map((await registry.units(q, {})).map(({ unitId, name }) => [unitId, name]));
  kept.set(kernel, { at, names });
  return names;
}
