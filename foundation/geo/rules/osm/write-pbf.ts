// Writes OpenStreetMap PBF files, small blocks after one another: what the generated demo network is handed over in.
import { WireWriter } from './wire.ts';

type Tags = Readonly<Record<string, string>>;
/** Ids are ascending within each list. */
export interface OsmContent {
  /** WGS-84 degrees. */
  nodes: readonly { id: number; lon: number; lat: number; tags?: Tags }[];
  ways: readonly { id: number; tags: Tags; refs: readonly number[] }[];
  relations: readonly {
    id: number;
    tags: Tags;
    members: readonly { type: 'node' | 'way' | 'relation'; id: number; role: string }[];
  }[];
}

const perBlock = 8000;
const memberTypes = { node: 0, way: 1, relation: 2 };

/** `deflate` makes zlib; `source` and `program` stand in the file's header. */
export function writePbf(
  content: OsmContent,
  deflate: (plain: Uint8Array) => Uint8Array,
  { source, program }: { source: string; program: string },
): Uint8Array {
  const header = new WireWriter().text(4, 'OsmSchema-V0.6').text(4, 'DenseNodes').text(16, program).text(17, source);
  const blobs = [blobOf('OSMHeader', header.done(), deflate)];
  const pieces = <Item>(items: readonly Item[], write: (strings: Strings, piece: readonly Item[]) => WireWriter) => {
    for (let from = 0; from < items.length; from += perBlock) {
      const strings = new Strings();
      const group = write(strings, items.slice(from, from + perBlock));
      const block = new WireWriter().message(1, strings.table()).message(2, group);
      blobs.push(blobOf('OSMData', block.done(), deflate));
    }
  };
  pieces(content.nodes, denseNodes);
  pieces(content.ways, ways);
  pieces(content.relations, relations);
  const file = new Uint8Array(blobs.reduce((sum, blob) => sum + blob.length, 0));
  let at = 0;
  for (const blob of blobs) {
    file.set(blob, at);
    at += blob.length;
  }
  return file;
}

function blobOf(type: string, plain: Uint8Array, deflate: (plain: Uint8Array) => Uint8Array): Uint8Array {
  const blob = new WireWriter().number(2, plain.length).content(3, deflate(plain)).done();
  const header = new WireWriter().text(1, type).number(3, blob.length).done();
  const framed = new Uint8Array(4 + header.length + blob.length);
  new DataView(framed.buffer).setUint32(0, header.length);
  framed.set(header, 4);
  framed.set(blob, 4 + header.length);
  return framed;
}

/** The strings of a block; position 0 stays empty, as the format asks. */
class Strings {
  private readonly positions = new Map<string, number>([['', 0]]);

  position(text: string): number {
    let position = this.positions.get(text);
    if (position === undefined) this.positions.set(text, (position = this.positions.size));
    return position;
  }

  table(): WireWriter {
    const table = new WireWriter();
    for (const text of this.positions.keys()) table.text(1, text);
    return table;
  }
}

function* steps(values: Iterable<number>): Iterable<number> {
  let before = 0;
  for (const value of values) {
    yield value - before;
    before = value;
  }
}

function denseNodes(strings: Strings, nodes: OsmContent['nodes']): WireWriter {
  const units = (degrees: number) => Math.round(degrees * 1e7);
  const tags = nodes.flatMap((node) => [
    ...Object.entries(node.tags ?? {}).flatMap(([key, value]) => [strings.position(key), strings.position(value)]),
    0,
  ]);
  const dense = new WireWriter()
    .packed(1, steps(nodes.map((node) => node.id)), true)
    .packed(8, steps(nodes.map((node) => units(node.lat))), true)
    .packed(9, steps(nodes.map((node) => units(node.lon))), true)
    .packed(10, tags);
  return new WireWriter().message(2, dense);
}

function tagged(strings: Strings, id: number, tags: Tags): WireWriter {
  return new WireWriter()
    .number(1, id)
    .packed(
      2,
      Object.keys(tags).map((key) => strings.position(key)),
    )
    .packed(
      3,
      Object.values(tags).map((value) => strings.position(value)),
    );
}

function ways(strings: Strings, list: OsmContent['ways']): WireWriter {
  const group = new WireWriter();
  for (const { id, tags, refs } of list) group.message(3, tagged(strings, id, tags).packed(8, steps(refs), true));
  return group;
}

function relations(strings: Strings, list: OsmContent['relations']): WireWriter {
  const group = new WireWriter();
  for (const { id, tags, members } of list)
    group.message(
      4,
      tagged(strings, id, tags)
        .packed(
          8,
          members.map((member) => strings.position(member.role)),
        )
        .packed(9, steps(members.map((member) => member.id)), true)
        .packed(
          10,
          members.map((member) => memberTypes[member.type]),
        ),
    );
  return group;
}
