// A graph file gives back the graph that was put in; a changed, cut or foreign file is refused.
import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { buildGraph } from '../../rules/osm/build-graph.ts';
import { DamagedGraphFile, decodeGraph, encodeGraph } from './graph-file.ts';

const { graph } = buildGraph(readFileSync(new URL('../../golden/monaco.osm.pbf', import.meta.url)), inflateSync);
const file = encodeGraph(graph, 'version');

it('gives back what was put in, as shared memory', () => {
  const found = decodeGraph(file, 'version');
  expect(found).toEqual(graph);
  expect(found.points.buffer).toBeInstanceOf(SharedArrayBuffer);
});

it('refuses other versions, cut files and every changed byte', () => {
  expect(() => decodeGraph(file, 'other')).toThrow(DamagedGraphFile);
  const copy = (length: number) => {
    const copied = new Uint8Array(new SharedArrayBuffer(length));
    copied.set(file.subarray(0, length));
    return copied;
  };
  fc.assert(
    fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const changed = copy(file.length);
      changed[at]! ^= change;
      expect(() => decodeGraph(changed, 'version')).toThrow(DamagedGraphFile);
      expect(() => decodeGraph(copy(at), 'version')).toThrow(DamagedGraphFile);
    }),
    { numRuns: 50 },
  );
});
