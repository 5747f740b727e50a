// Expands the value sets of required bindings into lists of codes; sets over open code systems stay unexpanded.
import { readDefinitions } from './definitions.ts';
import type { CodeSystem, Concept, ValueSet, ValueSetPart } from './definitions.ts';

const definitions = ['valuesets.json', 'v3-codesystems.json', 'v2-tables.json'].flatMap(readDefinitions);
const codeSystems = new Map(
  definitions.filter((one) => one.resourceType === 'CodeSystem').map((one) => [one.url, one as CodeSystem]),
);
const valueSets = new Map(
  definitions.filter((one) => one.resourceType === 'ValueSet').map((one) => [one.url, one as ValueSet]),
);

function collect(concepts: readonly Concept[], into: Set<string>): void {
  for (const concept of concepts) {
    into.add(concept.code);
    collect(concept.concept ?? [], into);
  }
}

function find(concepts: readonly Concept[], code: string): Concept | undefined {
  for (const concept of concepts) {
    const found = concept.code === code ? concept : find(concept.concept ?? [], code);
    if (found) return found;
  }
  return undefined;
}

/** The codes of one include or exclude, or undefined where the code system's text is not part of R4. */
function codesOf(part: ValueSetPart): Set<string> | undefined {
  let codes: Set<string> | undefined;
  if (part.system) {
    codes = new Set();
    if (part.concept) part.concept.forEach((concept) => codes!.add(concept.code));
    else {
      const system = codeSystems.get(part.system);
      if (!system?.concept || system.content !== 'complete') return undefined;
      if (part.filter) {
        for (const filter of part.filter) {
          const top = find(system.concept, filter.value);
          if (filter.op !== 'is-a' || !top) return undefined;
          collect([top], codes);
        }
      } else collect(system.concept, codes);
    }
  }
  for (const url of part.valueSet ?? []) {
    const imported = expand(url);
    if (!imported) return undefined;
    codes = codes ? new Set([...codes].filter((code) => imported.has(code))) : imported;
  }
  return codes;
}

export function expand(url: string): Set<string> | undefined {
  const set = valueSets.get(url.split('|')[0]!);
  if (!set?.compose) return undefined;
  const all = new Set<string>();
  for (const part of set.compose.include) {
    const codes = codesOf(part);
    if (!codes) return undefined;
    codes.forEach((code) => all.add(code));
  }
  for (const part of set.compose.exclude ?? []) codesOf(part)?.forEach((code) => all.delete(code));
  return all;
}
