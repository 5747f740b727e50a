// The PBF reader against a real extract, and against our own writer; damaged files are refused in words.
import { readFileSync } from 'node:fs';
import { deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readPbf, UnreadablePbf, type OsmMember } from './read-pbf.ts';
import { writePbf, type OsmContent } from './write-pbf.ts';

const monaco = readFileSync(new URL('../../golden/monaco.osm.pbf', import.meta.url));

function read(file: Uint8Array, keys: readonly string[]) {
  const found = {
    nodes: [] as { id: number; lon: number; lat: number }[],
    barriers: [] as { id: number; barrier: string | undefined }[],
    ways: [] as { id: number; tags: (string | undefined)[]; refs: number[] }[],
    relations: [] as { id: number; type: string | undefined; members: OsmMember[] }[],
  };
  const header = readPbf(file, inflateSync, {
    node: (id, lon, lat) => void found.nodes.push({ id, lon, lat }),
    barrier: (id, tags) => void found.barriers.push({ id, barrier: tags.get('barrier') }),
    way: (id, tags, refs, count) =>
      void found.ways.push({ id, tags: keys.map((key) => tags.get(key)), refs: [...refs.subarray(0, count)] }),
    relation: (id, tags, members) => void found.relations.push({ id, type: tags.get('type'), members: members() }),
  });
  return { header, ...found };
}

it('reads a real extract whole', () => {
  const { header, nodes, ways, relations } = read(monaco, ['highway', 'name']);
  expect(header).toMatchObject({ requiredFeatures: ['OsmSchema-V0.6', 'DenseNodes'], writingProgram: 'osmium/1.15.0' });
  // osmium fileinfo -e: 13739 nodes, 1944 ways, 77 relations.
  expect([nodes.length, ways.length, relations.length]).toEqual([13739, 1944, 77]);
  const within = nodes.filter(({ lon, lat }) => lon > 7.3e7 && lon < 7.6e7 && lat > 43.6e7 && lat < 43.9e7);
  expect(within.length / nodes.length).toBeGreaterThan(0.9);
  const boulevard = ways.filter(({ tags }) => tags[1] === 'Boulevard Albert 1er');
  expect(boulevard.length).toBeGreaterThan(0);
  expect(boulevard.every(({ tags }) => tags[0] !== undefined)).toBe(true);
});

const text = fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme' });
const tags = fc.dictionary(
  text.filter((key) => key !== '__proto__'),
  text,
  { maxKeys: 4 },
);
const id = fc.integer({ min: 1, max: 2 ** 40 });
const content: fc.Arbitrary<OsmContent> = fc.record({
  nodes: fc.uniqueArray(
    fc.record({
      id,
      lon: fc.double({ min: -180, max: 180, noNaN: true }),
      lat: fc.double({ min: -90, max: 90, noNaN: true }),
      tags,
    }),
    { selector: (node) => node.id, maxLength: 20 },
  ),
  ways: fc.array(fc.record({ id, tags, refs: fc.array(id, { maxLength: 10 }) }), { maxLength: 10 }),
  relations: fc.array(
    fc.record({
      id,
      tags,
      members: fc.array(fc.record({ type: fc.constantFrom('node', 'way', 'relation'), id, role: text }), {
        maxLength: 5,
      }),
    }),
    { maxLength: 5 },
  ),
});

it('reads back what was written', () => {
  fc.assert(
    fc.property(content, (drawn) => {
      const keys = drawn.ways.flatMap((way) => Object.keys(way.tags));
      const file = writePbf(drawn, deflateSync, { source: '测试', program: 'test' });
      const found = read(file, keys);
      expect(found.header.source).toBe('测试');
      expect(found.nodes).toEqual(
        drawn.nodes.map((node) => ({
          id: node.id,
          lon: Math.round(node.lon * 1e7) + 0,
          lat: Math.round(node.lat * 1e7) + 0,
        })),
      );
      expect(found.ways).toEqual(
        drawn.ways.map((way) => ({
          id: way.id,
          refs: way.refs,
          tags: keys.map((key) => (Object.hasOwn(way.tags, key) ? way.tags[key] : undefined)),
        })),
      );
      expect(found.relations.map(({ members }) => members)).toEqual(drawn.relations.map(({ members }) => members));
    }),
    { numRuns: 60 },
  );
});

it('refuses what is no PBF, cut off or damaged, and never hangs', () => {
  const empty = () => readPbf(new Uint8Array(0), inflateSync, { node: () => undefined });
  expect(empty).toThrow(UnreadablePbf);
  expect(() => read(Buffer.from('<?xml version="1.0"?><osm></osm>'), [])).toThrow(UnreadablePbf);
  fc.assert(
    fc.property(fc.nat(monaco.length - 1), fc.nat(255), fc.boolean(), (at, byte, cut) => {
      const damaged = cut ? monaco.subarray(0, at) : Buffer.from(monaco);
      if (!cut) damaged[at] = byte;
      try {
        read(damaged, []);
      } catch (error) {
        expect(error).toBeInstanceOf(UnreadablePbf);
      }
    }),
    { numRuns: 40 },
  );
});
