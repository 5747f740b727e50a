// What a search writes: cost, time and length to each node, and the arc over which it was reached. Made once, used for many searches.
import { NodeHeap } from './node-heap.ts';
import type { RoadNetwork } from './road-graph.ts';

/** A way into or out of the network at a place on a road. */
export interface Access {
  node: number;
  cost: number;
  milliseconds: number;
  centimetres: number;
}

export class SearchSpace {
  readonly cost: Float64Array;
  readonly milliseconds: Float64Array;
  readonly centimetres: Float64Array;
  /** The arc over which the node was reached; -1 where the search began there. */
  readonly arc: Int32Array;
  readonly heap: NodeHeap;
  private readonly rounds: Uint32Array;
  private round = 0;

  constructor({ nodeCount }: RoadNetwork) {
    this.cost = new Float64Array(nodeCount);
    this.milliseconds = new Float64Array(nodeCount);
    this.centimetres = new Float64Array(nodeCount);
    this.arc = new Int32Array(nodeCount);
    this.rounds = new Uint32Array(nodeCount);
    this.heap = new NodeHeap(nodeCount);
  }

  /** Forgets the last search. */
  begin(starts: readonly Access[]): void {
    this.heap.clear();
    if (++this.round === 0xffff_ffff) {
      this.rounds.fill(0);
      this.round = 1;
    }
    for (const { node, cost, milliseconds, centimetres } of starts)
      if (this.improve(node, cost, milliseconds, centimetres, -1)) this.heap.put(node, cost);
  }

  reached(node: number): boolean {
    return this.rounds[node] === this.round;
  }

  costTo(node: number): number {
    return this.rounds[node] === this.round ? this.cost[node]! : Infinity;
  }

  /** Notes a cheaper way to the node; false where it is not cheaper. */
  improve(node: number, cost: number, milliseconds: number, centimetres: number, arc: number): boolean {
    if (this.rounds[node] === this.round && this.cost[node]! <= cost) return false;
    this.rounds[node] = this.round;
    this.cost[node] = cost;
    this.milliseconds[node] = milliseconds;
    this.centimetres[node] = centimetres;
    this.arc[node] = arc;
    return true;
  }
}
