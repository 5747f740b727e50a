// Cuts resources down for _summary and _elements; what was cut is tagged SUBSETTED.
import { typeShape } from '#platform/fhir/structure.ts';

type Json = Record<string, unknown>;
export interface Subset {
  summary?: 'true' | 'false' | 'text' | 'data' | 'count';
  elements?: readonly string[];
}
const subsetted = { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' };

function keeps(subset: Subset, type: string): ((key: string) => boolean) | undefined {
  const shape = typeShape(type);
  if (!shape) return undefined;
  const required = new Set(shape.required.flatMap((one) => one.properties));
  if (subset.elements) {
    const wanted = new Set(subset.elements);
    // `value` and `valueQuantity` both name the element that is there.
    return (key) => required.has(key) || wanted.has(key) || wanted.has(shape.elements.get(key)?.name ?? key);
  }
  switch (subset.summary) {
    case 'true':
      return (key) => shape.elements.get(key)?.summary ?? false;
    case 'text':
      return (key) => key === 'text' || required.has(key);
    case 'data':
      return (key) => key !== 'text';
    default:
      return undefined;
  }
}

export function cutDown(content: string, subset: Subset): string {
  if (!subset.elements && (subset.summary === undefined || subset.summary === 'false')) return content;
  const resource = JSON.parse(content) as Json;
  const keep = keeps(subset, resource.resourceType as string);
  if (!keep) return content;
  const meta = (resource.meta ?? {}) as { tag?: unknown[] };
  const cut: Json = {
    resourceType: resource.resourceType,
    id: resource.id,
    meta: { ...meta, tag: [...(meta.tag ?? []), subsetted] },
  };
  for (const key in resource) {
    const element = key.startsWith('_') ? key.slice(1) : key;
    if (!(key in cut) && keep(element)) cut[key] = resource[key];
  }
  return JSON.stringify(cut);
}
