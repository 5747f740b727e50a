// Finds the position of an id in a list; files are mostly sorted, and neighbours are asked for one after the other.

/** Position of each id among the first `count`; -1 where it is unknown. */
export function findById(ids: Float64Array, count: number): (id: number) => number {
  let ascending = true;
  for (let at = 1; at < count && ascending; at++) ascending = ids[at - 1]! < ids[at]!;
  if (ascending) return finder(ids, count);
  const order = Uint32Array.from({ length: count }, (_, at) => at).sort((a, b) => ids[a]! - ids[b]!);
  const find = finder(
    Float64Array.from(order, (at) => ids[at]!),
    count,
  );
  return (id) => {
    const rank = find(id);
    return rank < 0 ? -1 : order[rank]!;
  };
}

/** Equal stretches of the range of ids say between which ranks to search: a handful in most files. */
function finder(ids: Float64Array, count: number): (id: number) => number {
  const [least, most] = count === 0 ? [0, 0] : [ids[0]!, ids[count - 1]!];
  const stretch = Math.max(1, (most - least + 1) / Math.max(1, count));
  const stretches = Math.floor((most - least) / stretch) + 1;
  const firstOf = new Uint32Array(stretches + 1);
  for (let rank = 0; rank < count; rank++) firstOf[Math.floor((ids[rank]! - least) / stretch) + 1] = rank + 1;
  for (let at = 1; at <= stretches; at++) if (firstOf[at] === 0) firstOf[at] = firstOf[at - 1]!;
  let last = 0;
  return (id) => {
    if (last + 1 < count && ids[last + 1] === id) return ++last;
    if (id < least || id > most || count === 0) return -1;
    const at = Math.floor((id - least) / stretch);
    let low = firstOf[at]!;
    let high = firstOf[at + 1]! - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (ids[middle]! < id) low = middle + 1;
      else high = middle;
    }
    if (low > high || ids[low] !== id) return -1;
    return (last = low);
  };
}
