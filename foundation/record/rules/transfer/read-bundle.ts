// Reads a file that someone brings along: which resources it holds, by which addresses they know each other, and whose they are.

type Json = Record<string, unknown>;
export interface BroughtResource {
  /** Place in the file, for the reader: `Bundle.entry[3]`. */
  where: string;
  type: string;
  /** Address of the entry, by which others may refer to it. */
  fullUrl?: string;
  id?: string;
  resource: Json;
}
export interface BroughtBundle {
  patients: BroughtResource[];
  others: BroughtResource[];
}
/** Every type of Bundle that carries resources; answers and messages do not stand for a record. */
const carriers: ReadonlySet<unknown> = new Set(['collection', 'document', 'searchset', 'transaction', 'batch']);

/** Undefined where the text is no such Bundle. */
export function readBundle(text: string): BroughtBundle | undefined {
  let bundle: Json;
  try {
    // A byte order mark, as some systems write one, is no JSON.
    bundle = JSON.parse(text.replace(/^\uFEFF/, '')) as Json;
  } catch {
    return undefined;
  }
  if (!isObject(bundle) || bundle.resourceType !== 'Bundle' || !carriers.has(bundle.type)) return undefined;
  const entries = Array.isArray(bundle.entry) ? (bundle.entry as unknown[]) : [];
  const found = entries.flatMap((entry, at): BroughtResource[] => {
    if (!isObject(entry) || !isObject(entry.resource)) return [];
    const { fullUrl, resource } = entry;
    const { resourceType, id } = resource;
    if (typeof resourceType !== 'string') return [];
    return [
      {
        where: `Bundle.entry[${at}]`,
        type: resourceType,
        ...(typeof fullUrl === 'string' && { fullUrl }),
        ...(typeof id === 'string' && { id }),
        resource,
      },
    ];
  });
  return {
    patients: found.filter(({ type }) => type === 'Patient'),
    others: found.filter(({ type }) => type !== 'Patient'),
  };
}
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
