// A queue of nodes by key: four children to a parent, in typed arrays that are made once; a node's key can be lowered.

export class NodeHeap {
  size = 0;
  private readonly keys: Float64Array;
  private readonly nodes: Int32Array;
  /** Where each node stands in the queue; -1 where it does not. */
  private readonly slots: Int32Array;

  constructor(nodeCount: number) {
    this.keys = new Float64Array(nodeCount);
    this.nodes = new Int32Array(nodeCount);
    this.slots = new Int32Array(nodeCount).fill(-1);
  }

  /** The lowest key; only where `size` is above 0. */
  get lowest(): number {
    return this.keys[0]!;
  }

  /** Puts the node in, or lowers its key. */
  put(node: number, key: number): void {
    let slot = this.slots[node]!;
    if (slot < 0) slot = this.size++;
    const { keys, nodes, slots } = this;
    while (slot > 0) {
      const parent = (slot - 1) >> 2;
      if (keys[parent]! <= key) break;
      const moved = nodes[parent]!;
      keys[slot] = keys[parent]!;
      nodes[slot] = moved;
      slots[moved] = slot;
      slot = parent;
    }
    keys[slot] = key;
    nodes[slot] = node;
    slots[node] = slot;
  }

  take(): number {
    const { keys, nodes, slots } = this;
    const taken = nodes[0]!;
    slots[taken] = -1;
    const size = --this.size;
    if (size === 0) return taken;
    const key = keys[size]!;
    const node = nodes[size]!;
    let slot = 0;
    for (;;) {
      const firstChild = 4 * slot + 1;
      if (firstChild >= size) break;
      const end = firstChild + 4 < size ? firstChild + 4 : size;
      let least = firstChild;
      for (let child = firstChild + 1; child < end; child++) if (keys[child]! < keys[least]!) least = child;
      if (keys[least]! >= key) break;
      const moved = nodes[least]!;
      keys[slot] = keys[least]!;
      nodes[slot] = moved;
      slots[moved] = slot;
      slot = least;
    }
    keys[slot] = key;
    nodes[slot] = node;
    slots[node] = slot;
    return taken;
  }

  clear(): void {
    for (let slot = 0; slot < this.size; slot++) this.slots[this.nodes[slot]!] = -1;
    this.size = 0;
  }
}
