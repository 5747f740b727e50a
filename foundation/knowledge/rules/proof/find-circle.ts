// Finds a circle in a graph of keys.

/** The keys of the first circle found, in order; `undefined` without one. */
export function findCircle(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const walk = (key: string, path: readonly string[]): string[] | undefined => {
    const before = path.indexOf(key);
    if (before >= 0) return [...path.slice(before), key];
    if (done.has(key)) return undefined;
    for (const next of graph.get(key) ?? []) {
      const circle = walk(next, [...path, key]);
      if (circle) return circle;
    }
    done.add(key);
    return undefined;
  };
  for (const key of graph.keys()) {
    const circle = walk(key, []);
    if (circle) return circle;
  }
  return undefined;
}
