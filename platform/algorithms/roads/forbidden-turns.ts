// Copies junctions where a turn is banned, and only there, so that a plain search over nodes never drives a banned sequence of roads.

/** Junctions and directed roads before the copying. Directed road r leads from `tail(r)` to `head(r)`; the reverse of r is `r ^ 1`. */
export interface BareRoads {
  junctionCount: number;
  roadFrom: Uint32Array;
  roadTo: Uint32Array;
  /** 1 for each directed road that some profile may use. */
  open: Uint8Array;
}
export interface ExpandedArcs {
  firstCopy: Uint32Array;
  firstArc: Uint32Array;
  arcHead: Uint32Array;
  arcRoad: Uint32Array;
  arcBanned: Uint8Array;
}

/** Open directed roads by the junction that they leave: those of junction j are `out[firstOut[j]]` to before `out[firstOut[j + 1]]`. */
export interface LeavingRoads {
  firstOut: Uint32Array;
  out: Uint32Array;
}
export function leavingRoads({ junctionCount, roadFrom, roadTo, open }: BareRoads): LeavingRoads {
  const tail = (road: number) => (road % 2 === 0 ? roadFrom : roadTo)[road >>> 1]!;
  const firstOut = new Uint32Array(junctionCount + 1);
  for (let road = 0; road < open.length; road++) if (open[road]) firstOut[tail(road) + 1]!++;
  for (let junction = 0; junction < junctionCount; junction++) firstOut[junction + 1]! += firstOut[junction]!;
  const out = new Uint32Array(firstOut[junctionCount]!);
  const next = firstOut.slice();
  for (let road = 0; road < open.length; road++) if (open[road]) out[next[tail(road)]!++] = road;
  return { firstOut, out };
}

const root = 0;

/**
 * A trie of the forbidden sequences with links to the longest other beginning (Aho and Corasick): the state that a vehicle
 * is in is the longest beginning of a forbidden sequence that it has just driven. Each state besides the root is a copy of
 * the junction at which it ends.
 */
class ForbiddenTrie {
  readonly lastRoad: number[] = [-1];
  readonly forbidden: boolean[] = [false];
  private readonly links: number[] = [root];
  private readonly depths: number[] = [0];
  private readonly children = new Map<number, number>();
  private readonly roadCount: number;

  constructor(sequences: readonly (readonly number[])[], roadCount: number) {
    this.roadCount = roadCount;
    for (const sequence of sequences) this.add(sequence);
    const byDepth = Array.from(this.depths.keys()).sort((a, b) => this.depths[a]! - this.depths[b]!);
    const parents = new Map<number, number>();
    for (const [key, child] of this.children) parents.set(child, Math.floor(key / roadCount));
    for (const state of byDepth) {
      if (this.depths[state]! < 2) continue;
      const link = this.follow(this.links[parents.get(state)!]!, this.lastRoad[state]!);
      this.links[state] = link;
      if (this.forbidden[link]) this.forbidden[state] = true;
    }
  }

  private add(sequence: readonly number[]): void {
    let state = root;
    for (const road of sequence) {
      const key = state * this.roadCount + road;
      let child = this.children.get(key);
      if (child === undefined) {
        child = this.lastRoad.length;
        this.children.set(key, child);
        this.lastRoad.push(road);
        this.forbidden.push(false);
        this.links.push(root);
        this.depths.push(this.depths[state]! + 1);
      }
      state = child;
    }
    this.forbidden[state] = true;
  }

  /** The state after driving one more road. */
  follow(state: number, road: number): number {
    for (let at = state; ; at = this.links[at]!) {
      const child = this.children.get(at * this.roadCount + road);
      if (child !== undefined) return child;
      if (at === root) return root;
    }
  }
}

/** Sequences of at least two directed roads that no vehicle that obeys turn bans may drive one after the other. */
export function expandTurns(
  bare: BareRoads,
  sequences: readonly (readonly number[])[],
  { firstOut, out }: LeavingRoads = leavingRoads(bare),
): ExpandedArcs {
  const { junctionCount, roadFrom, roadTo } = bare;
  const roadCount = bare.open.length;
  const head = (road: number) => (road % 2 === 0 ? roadTo : roadFrom)[road >>> 1]!;
  const trie = new ForbiddenTrie(sequences, roadCount);
  const states = Array.from(trie.lastRoad.keys())
    .slice(1)
    .filter((state) => !trie.forbidden[state])
    .sort((a, b) => head(trie.lastRoad[a]!) - head(trie.lastRoad[b]!) || a - b);
  const copyOf = new Map(states.map((state, position) => [state, junctionCount + position]));
  const firstCopy = new Uint32Array(junctionCount + 1).fill(junctionCount);
  for (const state of states) firstCopy[head(trie.lastRoad[state]!) + 1]!++;
  for (let junction = 0; junction < junctionCount; junction++)
    firstCopy[junction + 1]! += firstCopy[junction]! - junctionCount;

  const nodeCount = junctionCount + states.length;
  const firstArc = new Uint32Array(nodeCount + 1);
  const junctionOf = (node: number) =>
    node < junctionCount ? node : head(trie.lastRoad[states[node - junctionCount]!]!);
  for (let node = 0; node < nodeCount; node++) {
    const junction = junctionOf(node);
    firstArc[node + 1] = firstArc[node]! + firstOut[junction + 1]! - firstOut[junction]!;
  }
  const arcCount = firstArc[nodeCount]!;
  const arcs = { arcHead: new Uint32Array(arcCount), arcRoad: new Uint32Array(arcCount) };
  const arcBanned = new Uint8Array(arcCount);
  // Most networks have few sequences: roads that begin none are told apart by a byte.
  const begins = new Uint8Array(roadCount);
  for (const sequence of sequences) begins[sequence[0]!] = 1;
  for (let node = 0, arc = 0; node < nodeCount; node++) {
    const state = node < junctionCount ? root : states[node - junctionCount]!;
    const junction = junctionOf(node);
    for (let position = firstOut[junction]!; position < firstOut[junction + 1]!; position++, arc++) {
      const road = out[position]!;
      arcs.arcRoad[arc] = road;
      const after = state === root && !begins[road] ? root : trie.follow(state, road);
      if (after !== root && trie.forbidden[after]) arcBanned[arc] = 1;
      arcs.arcHead[arc] = after === root ? head(road) : (copyOf.get(after) ?? head(road));
    }
  }
  return { firstCopy, firstArc, ...arcs, arcBanned };
}
