// The sections of a summary document as rows to read and print.
import type { SummarySection } from '../../transfer-contract.ts';
import { conceptText } from '../timeline-entry.ts';
import { sections, type Resource } from './sections.ts';

interface Entry {
  fullUrl: string;
  resource: Resource;
}
interface WrittenSection {
  title: string;
  code: { coding: { code: string }[] };
  entry: { reference: string }[];
}

/** In the order of the Composition, which is the first entry of a document (FHIR R4, 3.3.1). */
export function readableSections(document: object): SummarySection[] {
  const entries = (document as { entry: Entry[] }).entry;
  const byUrl = new Map(entries.map(({ fullUrl, resource }) => [fullUrl, resource]));
  return (entries[0]!.resource.section as WrittenSection[]).flatMap((written): SummarySection[] => {
    const code = written.code.coding[0]!.code;
    const section = sections.find((one) => one.code === code);
    if (!section) return [];
    const held = written.entry.flatMap(({ reference }) => byUrl.get(reference) ?? []);
    const known = held.filter((one) => section.holds(one) && !saysNothingKnown(one));
    const head = { code, title: written.title, heads: section.heads, rows: known.map((one) => section.row(one)) };
    const [first] = held;
    return [known.length > 0 || !first ? head : { ...head, sentence: wordsOf(first) }];
  });
}
const absent = 'http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips';
const conceptOf = ({ code, medicationCodeableConcept }: Resource) =>
  (code ?? medicationCodeableConcept) as { coding?: { system?: string }[]; text?: string } | undefined;
const saysNothingKnown = (resource: Resource): boolean =>
  conceptOf(resource)?.coding?.some(({ system }) => system === absent) ?? false;
const wordsOf = (resource: Resource): string => conceptText(conceptOf(resource));
