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

function finder(ids: Float64Array, count: number): (id: number) => number {
  let last = 0;
  return (id) => {
    if (last + 1 < count && ids[last + 1] === id) return ++last;
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (ids[middle]! < id) low = middle + 1;
      else high = middle;
    }
    if (count === 0 || ids[low] !== id) return -1;
    return (last = low);
  };
}
