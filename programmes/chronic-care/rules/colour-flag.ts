// The colour of one disease as a FHIR R4 Flag: what the banner shows, with the rule that gave it and what the rule read.
import type { ChronicColour } from '#foundation/record/contract.ts';
import type { Values } from '#foundation/knowledge/rules/values.ts';
import { colourSystem } from '#foundation/record/rules/banner.ts';
import { simulatedTag } from '#foundation/record/rules/person-facts.ts';
import type { Resource } from '#foundation/record/rules/visit-resources.ts';
import { diseaseRules, type Disease } from './disease.ts';

const words: Record<ChronicColour, string> = { red: '红色', yellow: '黄色', green: '绿色' };
const extension = (name: string) => `urn:tianmu:fhir:colour-${name}`;

export interface FlagFrame {
  /** Made of person and disease: a colour replaces the one before. */
  flagId: string;
  personId: string;
  disease: Disease;
  simulated: boolean;
  /** ISO 8601 with offset. */
  since: string;
}
export interface FlagColour {
  colour: ChronicColour;
  rule: string;
  policy: string;
  inputs: Values;
  /** Where a doctor decided against the rule. */
  overriddenBy?: string;
}

/** Without a colour the Flag stands no more. */
export function colourFlag(
  { flagId, personId, disease, simulated, since }: FlagFrame,
  given: FlagColour | undefined,
): Resource {
  const title = diseaseRules[disease].title;
  return {
    resourceType: 'Flag',
    id: flagId,
    ...(simulated && { meta: { tag: [simulatedTag] } }),
    ...(given && {
      extension: [
        { url: extension('rule'), valueString: given.rule },
        { url: extension('policy'), valueString: given.policy },
        { url: extension('inputs'), valueString: JSON.stringify(given.inputs) },
        ...(given.overriddenBy ? [{ url: extension('overridden-by'), valueString: given.overriddenBy }] : []),
      ],
    }),
    status: given ? 'active' : 'inactive',
    category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/flag-category', code: 'clinical' }] }],
    code: {
      ...(given && { coding: [{ system: colourSystem, code: given.colour, display: words[given.colour] }] }),
      text: given ? `${title} ${words[given.colour]}` : title,
    },
    subject: { reference: `Patient/${personId}` },
    period: { start: since },
  };
}
