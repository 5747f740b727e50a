// Follows every reference of a resource, so that a bundle's placeholders become the ids that the server gave.

/** Calls `resolve` with each literal reference; a returned text replaces it in place, `undo` collects what brings the old text back. */
export function rewriteReferences(
  value: unknown,
  resolve: (reference: string) => string | undefined,
  undo?: (() => void)[],
): void {
  if (Array.isArray(value)) {
    for (const one of value) if (typeof one === 'object') rewriteReferences(one, resolve, undo);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const object = value as Record<string, unknown>;
  for (const key in object) {
    const content = object[key];
    if (typeof content === 'string') {
      // Attachments and uri elements may name a bundle's entry too; identifiers that merely look alike are left.
      if (key !== 'reference' && !(content.startsWith('urn:uuid:') && (key === 'url' || key === 'valueUri'))) continue;
      const replaced = resolve(content);
      if (replaced === undefined) continue;
      object[key] = replaced;
      undo?.push(() => void (object[key] = content));
    } else if (typeof content === 'object') rewriteReferences(content, resolve, undo);
  }
}
