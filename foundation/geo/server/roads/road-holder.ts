// Holds the road network in use open: from memory, else from the kept graph file, else made again from its source in a worker thread.
import { intoSharedMemory } from './shared-file.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { RoadGraph } from '#platform/algorithms/roads/road-graph.ts';
import { openRoads, type RoadViews } from '../../rules/road-view.ts';
import { currentVersion } from '../store/road-network.ts';
import { DamagedGraphFile, decodeGraph, graphFormat } from './graph-file.ts';
import type { BuildReply, RoadCounts } from './road-worker.ts';

const worker = new URL('./road-worker.ts', import.meta.url);
/** Another server may have loaded another network. */
const lookEverySeconds = 5;
const keptAs = (version: string) => `roads-${graphFormat}-${version}`;

export interface HeldRoads {
  version: string;
  /** Shared memory: handed to worker threads without a copy. */
  file: Uint8Array;
  graph: RoadGraph;
  views: RoadViews;
}
export type Built = { ok: true; counts: RoadCounts } | { ok: false; reason: string };

export interface RoadHolder {
  /** Undefined where no network is loaded. */
  current(): Promise<HeldRoads | undefined>;
  /** Makes the graph of a stored source and keeps it. */
  build(version: string, onProgress: (percent: number) => void, signal?: AbortSignal): Promise<Built>;
  /** The network in use has changed. */
  changed(): void;
}

export function createRoadHolder({ db, files, spool, workers }: Kernel): RoadHolder {
  let held: Promise<HeldRoads> | undefined;
  let heldVersion: string | undefined;
  let looked = -Infinity;
  const build: RoadHolder['build'] = async (version, onProgress, signal) => {
    const source = await files.get(version);
    if (!source) return { ok: false, reason: 'the source file is not there' };
    const progress = new Int32Array(new SharedArrayBuffer(4));
    const shared = new Uint8Array(new SharedArrayBuffer(source.content.length));
    shared.set(source.content);
    const watch = setInterval(() => onProgress(Atomics.load(progress, 0)), 300);
    try {
      const task = { kind: 'build', source: shared, version, progress };
      const reply = await workers.run<typeof task, BuildReply>(worker, task, signal ? { signal } : {});
      if (!reply.ok) return reply;
      await spool.write(keptAs(version), [reply.file]);
      return { ok: true, counts: reply.counts };
    } finally {
      clearInterval(watch);
    }
  };
  const read = async (version: string): Promise<HeldRoads | undefined> => {
    const kept = await spool.read(keptAs(version));
    if (!kept) return undefined;
    try {
      const file = await intoSharedMemory(kept);
      const graph = decodeGraph(file, version);
      return { version, file, graph, views: openRoads(graph) };
    } catch (error) {
      if (error instanceof DamagedGraphFile) return undefined;
      throw error;
    }
  };
  const open = async (version: string): Promise<HeldRoads> => {
    const kept = await read(version).catch(() => undefined);
    if (kept) return kept;
    const built = await build(version, () => undefined);
    if (!built.ok) throw new Error(`the road network ${version} can't be opened: ${built.reason}`);
    return (await read(version))!;
  };
  return {
    build,
    changed: () => void (looked = -Infinity),
    async current() {
      const now = performance.now();
      if (now - looked > lookEverySeconds * 1000) {
        const version = await currentVersion(db);
        looked = now;
        if (version !== heldVersion) {
          heldVersion = version;
          held = version === undefined ? undefined : open(version);
          held?.catch(() => {
            held = heldVersion = undefined;
            looked = -Infinity;
          });
        }
      }
      return held;
    },
  };
}
