// A person's portrait: tags of our own rules and of other contexts, each with its grounds, and the parts of the body they are about.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { PortraitReply, TagTold } from '../../contract.ts';
import { bodySystems } from '../../rules/body-system.ts';
import { holdsOn, tagKinds, type Tag, type TagTone } from '../../rules/tag.ts';
import { behaviourTags } from '../../rules/tags/behaviour.ts';
import { demographicTags } from '../../rules/tags/demographic.ts';
import { diseaseTags, type Diagnosis } from '../../rules/tags/disease.ts';
import { riskTags, type AssessedModel } from '../../rules/tags/risk.ts';
import { serviceTags, socialTags } from '../../rules/tags/service.ts';
import type { Parts } from '../parts.ts';
import { personUnknown } from '../problems.ts';
import type { TagSource } from '../tag-source.ts';

const own = 'portrait';
const year = 365 * 86_400_000;
const order: readonly TagTone[] = ['red', 'amber', 'green'];

export async function readPortrait(
  parts: Parts,
  sources: readonly TagSource[],
  actor: Actor,
  personId: string,
  now: Date,
): Promise<Result<PortraitReply>> {
  const { kernel } = parts;
  const q = kernel.db;
  actor.span.persons.add(personId as never);
  const known = await ownTags(parts, q, personId, now);
  if (!known) return fail(personUnknown);
  const told = (source: string) => (tag: Tag) => ({ ...tag, source });
  const tags = known.map(told(own));
  const rows = (await parts.registry.personIdsOf(q, [personId])).get(personId) ?? [personId];
  for (const source of sources) tags.push(...once(await source.tags(q, rows, now)).map(told(source.name)));
  const today = dayOf(now);
  const standing = tags
    .filter((tag) => holdsOn(tag, today))
    .toSorted((one, other) => tagKinds.indexOf(one.kind) - tagKinds.indexOf(other.kind));
  return succeed({
    at: now.toISOString(),
    tags: standing.map(({ inputs, ...tag }): TagTold => ({
      ...tag,
      inputs: inputs.map(({ at, ...input }) => ({ ...input, ...(at && { at: at.toISOString() }) })),
    })),
    systems: bodySystems.map((system) => {
      const tones = standing.flatMap((tag) => (tag.system === system && tag.tone ? [tag.tone] : []));
      const tone = order.find((one) => tones.includes(one));
      return { system, ...(tone && { tone }) };
    }),
  });
}

/** Of several rows of one person each tag stands once: rows say the same of them. */
const once = (tags: readonly Tag[]): Tag[] => [
  ...new Map(tags.map((tag) => [`${tag.rule} ${tag.label.zh}`, tag])).values(),
];

async function ownTags(parts: Parts, q: Sql, personId: string, now: Date): Promise<Tag[] | undefined> {
  const { record, registry, knowledge, risks } = parts;
  const today = dayOf(now);
  const [person] = await registry.persons(q, [personId]);
  const [assessed] = await risks.assess(q, [personId], now);
  if (!person || !assessed) return undefined;
  const rows = (await registry.personIdsOf(q, [personId])).get(personId)!;
  const conditions = await record.codedFacts(q, rows, { conditions: [''], observations: [], until: now });
  const used = await record.useOfServices(q, rows, { from: new Date(now.getTime() - year), to: now });
  const last = used.toSorted((a, b) => (b.lastVisitAt?.getTime() ?? 0) - (a.lastVisitAt?.getTime() ?? 0))[0];
  const household = person.householdId ? await registry.household(q, person.householdId) : [];
  const instruments = new Map((await knowledge.shownTo('clinician', today)).map((one) => [one.id, one]));
  const told = new Map(risks.models.map((model) => [model.id, model]));
  const sum = (key: 'visits' | 'stays' | 'emergencies') => used.reduce((total, one) => total + one[key], 0);
  return [
    ...demographicTags({ ...(person.birthOn && { birthOn: person.birthOn }), sex: person.sex }, today),
    ...diseaseTags(conditions.map(diagnosisOf)),
    ...riskTags(
      assessed.results.flatMap(({ model, ...result }): AssessedModel[] => {
        const instrument = instruments.get(model);
        const known = told.get(model);
        return instrument && known ? [{ ...known, ...result, model, instrument }] : [];
      }),
      assessed.values,
    ),
    ...behaviourTags(assessed.values),
    ...serviceTags({
      visits: sum('visits'),
      stays: sum('stays'),
      emergencies: sum('emergencies'),
      ...(last?.lastVisitId && { lastVisitId: last.lastVisitId }),
      ...(last?.lastVisitAt && { lastVisitAt: last.lastVisitAt }),
    }),
    ...socialTags(household.length),
  ];
}

function diagnosisOf({
  code,
  at,
  resource,
}: {
  code: string;
  at?: Date;
  resource: Record<string, unknown>;
}): Diagnosis {
  const concept = resource['code'] as { text?: string; coding?: { display?: string }[] } | undefined;
  return {
    code,
    text: concept?.text ?? concept?.coding?.[0]?.display ?? code,
    ...(at && { at }),
    resource: `Condition/${String(resource['id'])}`,
  };
}
