// By which ground somebody may have a device: a colour of the county's scheme in the record, or a list that a higher context keeps.
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { LendingGround, LendingPolicy } from '../../lending-contract.ts';
import type { Parts } from '../parts.ts';

export async function groundsOf(
  { record, riskLists }: Parts,
  q: Sql,
  actor: Actor,
  personId: string,
  policy: LendingPolicy,
  now: Date,
): Promise<LendingGround[]> {
  const banner = (await record.banners(actor, [personId], now)).get(personId);
  const colours = (banner?.colours ?? []).filter(({ colour }) => policy.colours.includes(colour));
  const grounds: LendingGround[] = colours.map(({ colour, title }) => ({ code: `colour-${colour}`, title }));
  for (const list of riskLists)
    if ((await list.among(q, [personId], now)).has(personId)) grounds.push({ code: list.code, title: list.title });
  return grounds;
}
