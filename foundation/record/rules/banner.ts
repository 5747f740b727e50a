// What stands above every screen of a person: allergies, active problems, colours of the county's scheme.
import type { Banner, ChronicColour } from '../contract.ts';
import { conceptText } from './timeline-entry.ts';

export const colourSystem = 'urn:tianmu:fhir:colour';
const colours: readonly ChronicColour[] = ['red', 'yellow', 'green'];

interface Concept {
  coding?: { system?: string; code?: string; display?: string }[];
  text?: string;
}
interface Fact {
  id: string;
  status?: string;
  code?: Concept;
  criticality?: string;
  category?: Concept[];
}
interface StandingFact {
  type: string;
  at?: Date;
  resource: object;
}

/** ICD-10 chapters of the conditions that the county follows for life: diabetes, hypertension, heart, stroke, COPD, mental. */
const chronic = /^(E1[0-4]|I1[0-5]|I2[0-5]|I50|I6[0-9]|J4[1-5]|N18|F2|G20|G30)/;

export function bannerParts(
  facts: readonly StandingFact[],
  dayOf: (at: Date) => string,
): Pick<Banner, 'allergies' | 'conditions' | 'colours'> {
  const of = (type: string) =>
    facts.filter((fact) => fact.type === type).map((fact) => ({ ...fact, fact: fact.resource as Fact }));
  const conditions = of('Condition').map(({ fact, at }) => ({
    resource: `Condition/${fact.id}`,
    code: fact.code?.coding?.[0]?.code,
    title: conceptText(fact.code),
    sinceOn: at && dayOf(at),
  }));
  // The same problem is often written at every visit; the earliest entry tells since when.
  const unique = new Map<string, (typeof conditions)[number]>();
  for (const one of conditions) {
    const key = one.code ?? one.title;
    const known = unique.get(key);
    if (!known || (one.sinceOn ?? '9') < (known.sinceOn ?? '9')) unique.set(key, one);
  }
  const isChronic = (code: string | undefined) => chronic.test(code ?? '');
  return {
    allergies: of('AllergyIntolerance').map(({ fact }) => ({
      resource: `AllergyIntolerance/${fact.id}`,
      title: conceptText(fact.code),
      criticality: fact.criticality === 'high' || fact.criticality === 'low' ? fact.criticality : undefined,
    })),
    conditions: [...unique.values()].toSorted((a, b) => Number(isChronic(b.code)) - Number(isChronic(a.code))),
    // R4 has no search by a Flag's status, so the store holds it in the resource alone.
    colours: of('Flag')
      .filter(({ fact }) => fact.status === 'active')
      .flatMap(({ fact }) => {
        const coding = fact.code?.coding?.find((one) => one.system === colourSystem);
        const colour = colours.find((one) => one === coding?.code);
        return colour ? [{ resource: `Flag/${fact.id}`, colour, title: conceptText(fact.code) }] : [];
      })
      .toSorted((a, b) => colours.indexOf(a.colour) - colours.indexOf(b.colour)),
  };
}
