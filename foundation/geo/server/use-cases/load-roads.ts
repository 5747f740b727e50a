// Loads a road network: the file is stored under its digest, a job makes the graph of it, then it is the one in use.
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { JobHandler } from '#platform/kernel/jobs/jobs.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { roadsTopic, type LoadRoadsQuery, type LoadRoadsReply } from '../../contract.ts';
import { fileTooLarge, fileUnreadable } from '../problems.ts';
import { matrixPrefix } from '../roads/matrix-shelf.ts';
import type { RoadHolder } from '../roads/road-holder.ts';
import { noteFailed, noteReady, saveNetwork } from '../store/road-network.ts';

/** A county's extract has 5 to 50 MB, a whole province some 150. */
export const largestFile = 400 * 1024 * 1024;
const mediaType = 'application/vnd.openstreetmap.data+pbf';
const jobKind = 'geo.load-roads';
const payload = z.object({ version: z.string() });

export interface RoadFile extends LoadRoadsQuery {
  content: Uint8Array;
  /** Generated for the demo. */
  synthetic: boolean;
}
export interface RoadLoading {
  /** Stores the file; a job makes the graph. */
  accept(file: RoadFile): Promise<Result<LoadRoadsReply>>;
  /** The same, and waits until the network is in use. */
  load(file: RoadFile, onProgress?: (percent: number) => void): Promise<Result<LoadRoadsReply>>;
  readonly job: JobHandler;
}

/** The body of an upload as one piece. */
export async function readUpload(body: Readable): Promise<Result<Uint8Array>> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of body as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > largestFile) return fail(fileTooLarge);
    parts.push(part);
  }
  return succeed(Buffer.concat(parts));
}

export function createRoadLoading(kernel: Kernel, holder: RoadHolder): RoadLoading {
  const { db, files, clock, jobs, live, spool, log } = kernel;
  const store = async ({ content, label, source, licence, synthetic }: RoadFile, later: boolean) => {
    // Every PBF file begins with the length of a small header and its name.
    if (!Buffer.from(content.subarray(0, 32)).includes('OSMHeader')) return fail(fileUnreadable);
    const version = await db.tx(async (q) => {
      const { digest, bytes } = await files.put(q, content, mediaType);
      await saveNetwork(q, { version: digest, label, source, licence, synthetic, bytes, at: clock.now() });
      if (later) await jobs.enqueue(q, { kind: jobKind, payload: { version: digest }, singletonKey: digest });
      return digest;
    });
    return succeed({ version });
  };
  const make = async (version: string, onProgress: (percent: number) => void, signal?: AbortSignal) => {
    const built = await holder.build(version, onProgress, signal);
    if (!built.ok) log.warn({ version, reason: built.reason }, 'a road network could not be loaded');
    await db.tx(async (q) => {
      if (built.ok) await noteReady(q, version, built.counts, clock.now());
      else await noteFailed(q, version, fileUnreadable.code);
      await live.publish(q, roadsTopic, { version, percent: 100 });
    });
    if (!built.ok) return false;
    await spool.removeAll(matrixPrefix);
    holder.changed();
    return true;
  };
  return {
    accept: (file) => store(file, true),
    async load(file, onProgress = () => undefined) {
      const stored = await store(file, false);
      if (!stored.ok) return stored;
      return (await make(stored.value.version, onProgress)) ? stored : fail(fileUnreadable);
    },
    job: {
      kind: jobKind,
      maxAttempts: 3,
      async run(given, { signal }) {
        const { version } = payload.parse(given);
        let told = -1;
        const tell = (percent: number) => {
          if (percent === told) return;
          told = percent;
          void db.tx((q) => live.publish(q, roadsTopic, { version, percent })).catch(() => undefined);
        };
        await make(version, tell, signal);
      },
    },
  };
}
