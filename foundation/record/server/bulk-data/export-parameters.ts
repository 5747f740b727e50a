// Reads what a bulk export is asked for: from the query of a GET or the Parameters of a POST.
import { isResourceType } from '#platform/fhir/structure.ts';
import { Refusal } from '../refusal.ts';
import type { ExportParameters } from './job.ts';
import { tableOf } from '../store/tables.ts';

type Pairs = readonly (readonly [string, string])[];
const formats = new Set(['application/fhir+ndjson', 'application/ndjson', 'ndjson']);

/** The parameters of a Parameters resource as pairs. */
export function pairsOf(parameters: Record<string, unknown>): [string, string][] {
  const list = parameters.parameter;
  if (parameters.resourceType !== 'Parameters' || !Array.isArray(list))
    throw new Refusal('invalid', 'The body must be a Parameters resource.', { code: 'structure' });
  return (list as Record<string, unknown>[]).map((one) => {
    const [, value] = Object.entries(one).find(([key]) => key.startsWith('value')) ?? [];
    if (typeof one.name !== 'string' || typeof value !== 'string')
      throw new Refusal('invalid', 'A parameter needs a name and a text value.', { code: 'structure' });
    return [one.name, value];
  });
}

function instant(name: string, text: string): string {
  // A plus sign that was not encoded arrives as a blank.
  const spelled = text.replace(/ (\d\d:\d\d)$/, '+$1');
  if (!/^\d{4}-\d\d-\d\dT/.test(spelled) || Number.isNaN(Date.parse(spelled)))
    throw new Refusal('invalid', `${name} is not an instant.`, { code: 'value' });
  return new Date(spelled).toISOString();
}

/** `lenient` skips what is not known and tells of it; everything else that is wrong is refused. */
export function readExportParameters(
  pairs: Pairs,
  level: ExportParameters['level'],
  base: string,
  lenient: boolean,
): ExportParameters {
  const read: ExportParameters = { level, types: [], elements: [], filters: [], skipped: [], base };
  const skip = (text: string) => {
    if (!lenient) throw new Refusal('invalid', text, { code: 'not-supported' });
    read.skipped.push(text);
  };
  const takeType = (type: string) => {
    if (!isResourceType(type)) skip(`_type names an unknown type: ${type as string}.`);
    else if (level === 'patient' && !tableOf(type).personal) skip(`${type} does not belong to patients.`);
    else if (!read.types.includes(type)) read.types.push(type);
  };
  const takeFilter = (text: string) => {
    const [, type, query] = /^([A-Za-z]+)\?(.+)$/.exec(text) ?? [];
    if (!isResourceType(type) || query === undefined) skip('_typeFilter needs Type?parameter=value.');
    else read.filters.push({ type, query });
  };
  for (const [name, text] of pairs) {
    switch (name) {
      case '_format':
      case '_pretty':
        break;
      case '_outputFormat':
        if (!formats.has(text.replace(' ', '+')))
          throw new Refusal('invalid', 'Only ndjson is written.', { code: 'value' });
        break;
      case '_type':
        text.split(',').forEach((type) => takeType(type.trim()));
        break;
      case '_since':
        read.since = instant(name, text);
        break;
      case '_until':
        read.until = instant(name, text);
        break;
      case '_elements':
        read.elements.push(
          ...text
            .split(',')
            .map((element) => element.trim())
            .filter(Boolean),
        );
        break;
      case '_typeFilter':
        // Several filters may stand in one text; a comma inside of a filter is followed by no type.
        text.split(/,(?=[A-Z][A-Za-z]+\?)/).forEach(takeFilter);
        break;
      default:
        skip(`${name} is not supported by $export.`);
    }
  }
  const foreign = read.filters.find(({ type }) => read.types.length > 0 && !read.types.includes(type));
  if (foreign)
    throw new Refusal('invalid', `_typeFilter names ${foreign.type}, which _type does not.`, { code: 'value' });
  return read;
}
