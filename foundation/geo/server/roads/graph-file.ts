// A road graph as one binary file: a header that names the arrays, the arrays, a SHA-256 over everything. Read into shared memory.
import { createHash } from 'node:crypto';
import type { RoadGraph, RoadProfile } from '#platform/algorithms/roads/road-graph.ts';

/** Raised whenever the arrays or the reading of tags change: older files are then made again from their source. */
export const graphFormat = 1;
const magic = 'tianmu roads\n';
const digestBytes = 32;
const alignment = 8;

/** Cut, changed or of another format: it is made again. */
export class DamagedGraphFile extends Error {}

const kinds = { Int32Array, Uint32Array, Uint8Array } as const;
type Kind = keyof typeof kinds;
const numbers = {
  junctionLon: 'Int32Array',
  junctionLat: 'Int32Array',
  roadFrom: 'Uint32Array',
  roadTo: 'Uint32Array',
  roadCentimetres: 'Uint32Array',
  roadClass: 'Uint8Array',
  roadName: 'Uint32Array',
  firstPoint: 'Uint32Array',
  points: 'Int32Array',
  firstCopy: 'Uint32Array',
  firstArc: 'Uint32Array',
  arcHead: 'Uint32Array',
  arcRoad: 'Uint32Array',
  arcBanned: 'Uint8Array',
} as const satisfies { [Name in keyof RoadGraph]?: Kind };
interface Header {
  format: number;
  version: string;
  junctionCount: number;
  names: string[];
  arrays: { name: string; kind: Kind; length: number; at: number }[];
  profiles: Record<string, { obeysTurns: boolean }>;
}

const aligned = (at: number): number => Math.ceil(at / alignment) * alignment;

/** `version` is the SHA-256 of the source. */
export function encodeGraph(graph: RoadGraph, version: string): Uint8Array {
  const arrays: [name: string, kind: Kind, content: Int32Array | Uint32Array | Uint8Array][] = [
    ...Object.entries(numbers).map(
      ([name, kind]) => [name, kind, graph[name as keyof typeof numbers]] as [string, Kind, Uint32Array],
    ),
    ...Object.entries(graph.profiles).flatMap(([profile, { milliseconds, costs }]): typeof arrays => [
      [`${profile}.milliseconds`, 'Uint32Array', milliseconds],
      [`${profile}.costs`, 'Uint32Array', costs],
    ]),
  ];
  let at = 0;
  const placed = arrays.map(([name, kind, { length, byteLength }]) => {
    const place = { name, kind, length, at };
    at = aligned(at + byteLength);
    return place;
  });
  const header: Header = {
    format: graphFormat,
    version,
    junctionCount: graph.junctionCount,
    names: graph.names,
    arrays: placed,
    profiles: Object.fromEntries(
      Object.entries(graph.profiles).map(([name, { obeysTurns }]) => [name, { obeysTurns }]),
    ),
  };
  const words = Buffer.from(JSON.stringify(header));
  const start = Buffer.concat([Buffer.from(magic), Buffer.from(Uint32Array.of(words.length).buffer), words]);
  const content = aligned(start.length);
  const file = new Uint8Array(new SharedArrayBuffer(content + at + digestBytes));
  file.set(start);
  for (const [index, [, , { buffer, byteOffset, byteLength }]] of arrays.entries())
    file.set(new Uint8Array(buffer, byteOffset, byteLength), content + placed[index]!.at);
  file.set(digestOf(file), file.length - digestBytes);
  return file;
}

const digestOf = (file: Uint8Array): Buffer =>
  createHash('sha256')
    .update(file.subarray(0, file.length - digestBytes))
    .digest();

/** The graph's arrays are views into the file, which starts at the beginning of its buffer. Throws DamagedGraphFile. */
export function decodeGraph(file: Uint8Array, version: string, trusted = false): RoadGraph {
  const header = readHeader(file);
  if (!trusted && !digestOf(file).equals(file.subarray(file.length - digestBytes)))
    throw new DamagedGraphFile('the checksum does not fit');
  if (header.words.format !== graphFormat || header.words.version !== version)
    throw new DamagedGraphFile('made from another source or by another version');
  const { junctionCount, names, arrays, profiles } = header.words;
  const viewOf = new Map(
    arrays.map(({ name, kind, length, at }) => [
      name,
      new kinds[kind](file.buffer as ArrayBuffer, header.end + at, length),
    ]),
  );
  return {
    junctionCount,
    names,
    ...(Object.fromEntries(Object.keys(numbers).map((name) => [name, viewOf.get(name)!])) as Pick<
      RoadGraph,
      keyof typeof numbers
    >),
    profiles: Object.fromEntries(
      Object.entries(profiles).map(([name, { obeysTurns }]): [string, RoadProfile] => [
        name,
        {
          obeysTurns,
          milliseconds: viewOf.get(`${name}.milliseconds`) as Uint32Array,
          costs: viewOf.get(`${name}.costs`) as Uint32Array,
        },
      ]),
    ),
  };
}

function readHeader(file: Uint8Array): { words: Header; end: number } {
  const text = (from: number, to: number) => Buffer.from(file.subarray(from, to)).toString('utf8');
  const wordsAt = magic.length + 4;
  if (file.byteOffset !== 0 || file.length < wordsAt + digestBytes || text(0, magic.length) !== magic)
    throw new DamagedGraphFile('no road graph');
  const length = new DataView(file.buffer).getUint32(magic.length, true);
  if (wordsAt + length + digestBytes > file.length) throw new DamagedGraphFile('the file is cut off');
  try {
    return { words: JSON.parse(text(wordsAt, wordsAt + length)) as Header, end: aligned(wordsAt + length) };
  } catch {
    throw new DamagedGraphFile('the header is unreadable');
  }
}
