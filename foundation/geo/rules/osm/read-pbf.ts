// Reads OpenStreetMap PBF files (wiki.openstreetmap.org/wiki/PBF_Format): nodes, ways and relations, one after the other.
import { WireReader } from './wire.ts';

/** Tags of the entity at hand; only good during the call. */
export interface OsmTags {
  get(key: string): string | undefined;
  all(): Record<string, string>;
  /** Whether any key is narrowed with a colon, such as `maxspeed:forward`: most ways need not be asked for those. */
  narrowed(): boolean;
}
export interface OsmMember {
  type: 'node' | 'way' | 'relation';
  id: number;
  role: string;
}
/** Whoever wants the entities; positions are degrees times 1e7. Arrays are only good during the call. */
export interface OsmVisitor {
  node(id: number, lon: number, lat: number): void;
  /** Only nodes that have a barrier tag; follows `node`. */
  barrier?(id: number, tags: OsmTags): void;
  way?(id: number, tags: OsmTags, refs: Float64Array, refCount: number): void;
  relation?(id: number, tags: OsmTags, members: () => OsmMember[]): void;
}

/** What the file says about itself. */
export interface OsmHeader {
  requiredFeatures: string[];
  writingProgram?: string;
  source?: string;
}

/** The file is no PBF, is cut off, or needs what we do not read. */
export class UnreadablePbf extends Error {}

const readable = new Set(['OsmSchema-V0.6', 'DenseNodes']);
// Limits of the format: a larger blob is damage, not data.
const mostHeaderBytes = 64 * 1024;
const mostBlobBytes = 32 * 1024 * 1024;

/** `inflate` undoes zlib. Throws UnreadablePbf. */
export function readPbf(
  file: Uint8Array,
  inflate: (packed: Uint8Array) => Uint8Array,
  visitor: OsmVisitor,
  onProgress?: (share: number) => void,
): OsmHeader {
  try {
    return readBlobs(file, inflate, visitor, onProgress);
  } catch (error) {
    if (error instanceof UnreadablePbf) throw error;
    throw new UnreadablePbf(`no readable OSM PBF: ${(error as Error).message}`);
  }
}

function readBlobs(
  file: Uint8Array,
  inflate: (packed: Uint8Array) => Uint8Array,
  visitor: OsmVisitor,
  onProgress?: (share: number) => void,
): OsmHeader {
  let header: OsmHeader | undefined;
  let at = 0;
  while (at < file.length) {
    if (at + 4 > file.length) throw new UnreadablePbf('the file is cut off');
    const headerBytes = ((file[at]! << 24) | (file[at + 1]! << 16) | (file[at + 2]! << 8) | file[at + 3]!) >>> 0;
    if (headerBytes > mostHeaderBytes) throw new UnreadablePbf('this is no OSM PBF file');
    at += 4;
    const { type, size } = readBlobHeader(new WireReader(file, at, at + headerBytes));
    at += headerBytes;
    if (size > mostBlobBytes || at + size > file.length) throw new UnreadablePbf('the file is cut off');
    if (type === 'OSMHeader') {
      header = readHeader(unpack(new WireReader(file, at, at + size), inflate));
      const unknown = header.requiredFeatures.find((feature) => !readable.has(feature));
      if (unknown) throw new UnreadablePbf(`the file needs ${unknown}`);
    } else if (type === 'OSMData') {
      if (!header) throw new UnreadablePbf('this is no OSM PBF file');
      new PrimitiveBlock(unpack(new WireReader(file, at, at + size), inflate)).visit(visitor);
    }
    at += size;
    onProgress?.(at / file.length);
  }
  if (!header) throw new UnreadablePbf('the file is empty');
  return header;
}

const decoder = new TextDecoder();

function readBlobHeader(reader: WireReader): { type: string; size: number } {
  let [type, size] = ['', -1];
  for (let field = reader.next(); field !== 0; field = reader.next())
    if (field === 1) type = decoder.decode(reader.content());
    else if (field === 3) size = reader.varint();
    else reader.skip();
  if (size < 0) throw new UnreadablePbf('this is no OSM PBF file');
  return { type, size };
}

function unpack(reader: WireReader, inflate: (packed: Uint8Array) => Uint8Array): Uint8Array {
  for (let field = reader.next(); field !== 0; field = reader.next())
    if (field === 1) return reader.content();
    else if (field === 3) return inflate(reader.content());
    else if (field > 3) throw new UnreadablePbf('the file is packed in a way that is not supported (use zlib)');
    else reader.skip();
  return new Uint8Array(0);
}

function readHeader(bytes: Uint8Array): OsmHeader {
  const header: OsmHeader = { requiredFeatures: [] };
  const reader = new WireReader(bytes);
  for (let field = reader.next(); field !== 0; field = reader.next())
    if (field === 4) header.requiredFeatures.push(decoder.decode(reader.content()));
    else if (field === 16) header.writingProgram = decoder.decode(reader.content());
    else if (field === 17) header.source = decoder.decode(reader.content());
    else reader.skip();
  return header;
}

const memberTypes = ['node', 'way', 'relation'] as const;

/** A block of entities with the table of their strings. */
class PrimitiveBlock implements OsmTags {
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private readonly texts: (string | undefined)[] = [];
  private readonly colons: (boolean | undefined)[] = [];
  private readonly groups: WireReader[] = [];
  private readonly bytes: Uint8Array;
  private granularity = 100;
  private latOffset = 0;
  private lonOffset = 0;
  // Tags of the entity at hand: positions in the table.
  private tagKeys: number[] = [];
  private tagValues: number[] = [];
  private refs = new Float64Array(256);

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    const reader = new WireReader(bytes);
    for (let field = reader.next(); field !== 0; field = reader.next())
      if (field === 1) this.readStrings(reader.message());
      else if (field === 2) this.groups.push(reader.message());
      else if (field === 17) this.granularity = reader.varint();
      else if (field === 19) this.latOffset = reader.varint();
      else if (field === 20) this.lonOffset = reader.varint();
      else reader.skip();
  }

  private readStrings(reader: WireReader): void {
    for (let field = reader.next(); field !== 0; field = reader.next()) {
      if (field !== 1) {
        reader.skip();
        continue;
      }
      const end = reader.endOfField();
      this.starts.push(reader.at);
      this.ends.push(end);
      reader.at = end;
    }
  }

  private text(position: number): string {
    const known = this.texts[position];
    if (known !== undefined) return known;
    return (this.texts[position] = decoder.decode(this.bytes.subarray(this.starts[position]!, this.ends[position]!)));
  }

  /** Position of an ASCII string in the table; -1 where the block has no such string. */
  private positionOf(key: string): number {
    for (let at = 0; at < this.starts.length; at++)
      if (this.ends[at]! - this.starts[at]! === key.length && this.text(at) === key) return at;
    return -1;
  }

  get(key: string): string | undefined {
    // An entity has few tags: comparing them all is quicker than looking the key up.
    const { tagKeys } = this;
    for (let at = 0; at < tagKeys.length; at++)
      if (this.text(tagKeys[at]!) === key) return this.text(this.tagValues[at]!);
    return undefined;
  }

  all(): Record<string, string> {
    const all: Record<string, string> = {};
    for (const [at, key] of this.tagKeys.entries()) all[this.text(key)] = this.text(this.tagValues[at]!);
    return all;
  }

  narrowed(): boolean {
    for (const key of this.tagKeys) if ((this.colons[key] ??= this.text(key).includes(':'))) return true;
    return false;
  }

  visit(visitor: OsmVisitor): void {
    for (const group of this.groups)
      for (let field = group.next(); field !== 0; field = group.next())
        if (field === 1) this.node(group.message(), visitor);
        else if (field === 2) this.denseNodes(group.message(), visitor);
        else if (field === 3 && visitor.way) this.way(group.message(), visitor);
        else if (field === 4 && visitor.relation) this.relation(group.message(), visitor);
        else group.skip();
  }

  /** Granularity and offset are nanodegrees. */
  private position(units: number, offset: number): number {
    return this.granularity === 100 && offset === 0 ? units : Math.round((offset + this.granularity * units) / 100);
  }

  private node(reader: WireReader, visitor: OsmVisitor): void {
    let [id, lat, lon] = [0, 0, 0];
    this.tagKeys = [];
    this.tagValues = [];
    for (let field = reader.next(); field !== 0; field = reader.next())
      if (field === 1) id = reader.signed();
      else if (field === 2) this.tagKeys = readPacked(reader);
      else if (field === 3) this.tagValues = readPacked(reader);
      else if (field === 8) lat = reader.signed();
      else if (field === 9) lon = reader.signed();
      else reader.skip();
    visitor.node(id, this.position(lon, this.lonOffset), this.position(lat, this.latOffset));
    if (visitor.barrier && this.get('barrier') !== undefined) visitor.barrier(id, this);
  }

  private denseNodes(reader: WireReader, visitor: OsmVisitor): void {
    let [ids, lats, lons, tags]: (WireReader | undefined)[] = [];
    for (let field = reader.next(); field !== 0; field = reader.next())
      if (field === 1) ids = reader.message();
      else if (field === 8) lats = reader.message();
      else if (field === 9) lons = reader.message();
      else if (field === 10) tags = reader.message();
      else reader.skip();
    if (!ids || !lats || !lons) return;
    const barrier = visitor.barrier ? this.positionOf('barrier') : -1;
    let [id, lat, lon] = [0, 0, 0];
    while (ids.at < ids.end) {
      id += ids.signed();
      lat += lats.signed();
      lon += lons.signed();
      visitor.node(id, this.position(lon, this.lonOffset), this.position(lat, this.latOffset));
      if (barrier < 0 || !tags) continue;
      this.tagKeys.length = this.tagValues.length = 0;
      let found = false;
      for (let key = tags.at < tags.end ? tags.varint() : 0; key !== 0; key = tags.varint()) {
        this.tagKeys.push(key);
        this.tagValues.push(tags.varint());
        if (key === barrier) found = true;
      }
      if (found) visitor.barrier!(id, this);
    }
  }

  private way(reader: WireReader, visitor: OsmVisitor): void {
    let id = 0;
    let count = 0;
    this.tagKeys.length = this.tagValues.length = 0;
    for (let field = reader.next(); field !== 0; field = reader.next())
      if (field === 1) id = reader.varint();
      else if (field === 2) readPacked(reader, this.tagKeys);
      else if (field === 3) readPacked(reader, this.tagValues);
      else if (field === 8) {
        const refs = reader.message();
        for (let ref = 0; refs.at < refs.end;) {
          ref += refs.signed();
          if (count === this.refs.length) {
            const larger = new Float64Array(2 * count);
            larger.set(this.refs);
            this.refs = larger;
          }
          this.refs[count++] = ref;
        }
      } else reader.skip();
    visitor.way!(id, this, this.refs, count);
  }

  private relation(reader: WireReader, visitor: OsmVisitor): void {
    let id = 0;
    let [roles, ids, types]: (WireReader | undefined)[] = [];
    this.tagKeys.length = this.tagValues.length = 0;
    for (let field = reader.next(); field !== 0; field = reader.next())
      if (field === 1) id = reader.varint();
      else if (field === 2) readPacked(reader, this.tagKeys);
      else if (field === 3) readPacked(reader, this.tagValues);
      else if (field === 8) roles = reader.message();
      else if (field === 9) ids = reader.message();
      else if (field === 10) types = reader.message();
      else reader.skip();
    const members = (): OsmMember[] => {
      const found: OsmMember[] = [];
      for (let ref = 0; ids && roles && types && ids.at < ids.end;) {
        ref += ids.signed();
        found.push({ id: ref, role: this.text(roles.varint()), type: memberTypes[types.varint()]! });
      }
      return found;
    };
    visitor.relation!(id, this, members);
  }
}

function readPacked(reader: WireReader, into: number[] = []): number[] {
  const end = reader.endOfField();
  while (reader.at < end) into.push(reader.varint());
  return into;
}
