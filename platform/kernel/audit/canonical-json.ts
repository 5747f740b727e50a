// One text for one value: JSON with sorted keys and no spaces, so that a hash over it means something (RFC 8785 for our data: no fractions).

export type Canonical = string | number | boolean | null | Canonical[] | { [key: string]: Canonical | undefined };

export function canonicalJson(value: Canonical): string {
  if (isOrdered(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const object = value as { [key: string]: Canonical | undefined };
  const members = Object.keys(object)
    .filter((key) => object[key] !== undefined)
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(object[key]!)}`);
  return `{${members.join(',')}}`;
}

/** True where the keys stand in order already, as they do where much is written: then the engine's own writer does it. */
function isOrdered(value: Canonical | undefined): boolean {
  if (value === null || typeof value !== 'object') return true;
  if (Array.isArray(value)) return value.every(isOrdered);
  let before = '';
  for (const key in value) {
    if (key < before || !isOrdered(value[key])) return false;
    before = key;
  }
  return true;
}
