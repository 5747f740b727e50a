// Gathers from an OpenStreetMap file what a road graph is made of: nodes, drivable ways, barriers, turn restrictions.
import { barrierUse, roadUseOf, type RoadUse } from './road-use.ts';
import type { OsmVisitor } from './read-pbf.ts';
import { turnRestrictionOf, type TurnRestriction } from './turn-restrictions.ts';

export interface CollectedRoads {
  nodeCount: number;
  /** Longer than the count. */
  nodeIds: Float64Array;
  /** Degrees times 1e7. */
  nodeLon: Int32Array;
  nodeLat: Int32Array;
  /** Node ids of all ways, one way after the other. */
  refs: Float64Array;
  ways: { id: number; use: RoadUse; firstRef: number; endRef: number }[];
  /** By node id: whether an ambulance gets through. */
  barriers: Map<number, { emergencyPasses: boolean }>;
  restrictions: TurnRestriction[];
}

/** `fileBytes` says how much room to make at first: a node takes some eight bytes of a file. */
export function collectRoads(fileBytes: number): { visitor: OsmVisitor; collected: CollectedRoads } {
  const room = Math.max(1024, fileBytes >>> 3);
  const collected: CollectedRoads = {
    nodeCount: 0,
    nodeIds: new Float64Array(room),
    nodeLon: new Int32Array(room),
    nodeLat: new Int32Array(room),
    refs: new Float64Array(room),
    ways: [],
    barriers: new Map(),
    restrictions: [],
  };
  let refCount = 0;
  const visitor: OsmVisitor = {
    node(id, lon, lat) {
      const at = collected.nodeCount++;
      if (at === collected.nodeIds.length) {
        collected.nodeIds = copyInto(new Float64Array(2 * at), collected.nodeIds);
        collected.nodeLon = copyInto(new Int32Array(2 * at), collected.nodeLon);
        collected.nodeLat = copyInto(new Int32Array(2 * at), collected.nodeLat);
      }
      collected.nodeIds[at] = id;
      collected.nodeLon[at] = lon;
      collected.nodeLat[at] = lat;
    },
    barrier(id, tags) {
      const use = barrierUse(tags);
      if (use) collected.barriers.set(id, use);
    },
    way(id, tags, wayRefs, count) {
      if (count < 2) return;
      const use = roadUseOf(tags);
      if (!use || !(use.car.forward || use.car.backward || use.emergency.forward || use.emergency.backward)) return;
      if (refCount + count > collected.refs.length)
        collected.refs = copyInto(new Float64Array(2 * (refCount + count)), collected.refs);
      collected.refs.set(wayRefs.subarray(0, count), refCount);
      collected.ways.push({ id, use, firstRef: refCount, endRef: refCount + count });
      refCount += count;
    },
    relation(_, tags, members) {
      const restriction = turnRestrictionOf(tags, members);
      if (restriction) collected.restrictions.push(restriction);
    },
  };
  return { visitor, collected };
}

function copyInto<List extends Float64Array | Int32Array>(larger: List, list: List): List {
  larger.set(list);
  return larger;
}
