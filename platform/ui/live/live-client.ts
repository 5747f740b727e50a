// What a tab sees of the live data: follow topics, hear messages, know whether the line is open.
import { openLiveConnection, type LiveMessage, type LiveState } from './live-connection.ts';

export type LivePortMessage =
  | { kind: 'topics'; topics: readonly string[]; address: string; headers: Record<string, string> }
  | { kind: 'bye'; topics: readonly string[]; address: string; headers: Record<string, string> };
export type LiveWorkerMessage = ({ kind: 'message' } & LiveMessage) | { kind: 'state'; state: LiveState };

export interface LiveClient {
  follow(topics: readonly string[], hear: (message: LiveMessage) => void): () => void;
  onState(hear: (state: LiveState) => void): () => void;
  close(): void;
}

interface Line {
  setTopics(topics: readonly string[]): void;
  close(): void;
}

const aliveEvery = 30_000;

/** Over the SharedWorker: one connection for all tabs of this portal. */
function sharedLine(
  worker: SharedWorker,
  to: { address: string; headers: Record<string, string> },
  onMessage: (message: LiveMessage) => void,
  onState: (state: LiveState) => void,
): Line {
  let topics: readonly string[] = [];
  const say = (kind: LivePortMessage['kind']) => worker.port.postMessage({ kind, topics, ...to } as LivePortMessage);
  worker.port.addEventListener('message', ({ data }: MessageEvent<LiveWorkerMessage>) => {
    if (data.kind === 'state') onState(data.state);
    else onMessage({ topic: data.topic, data: data.data });
  });
  worker.port.start();
  const alive = setInterval(() => topics.length > 0 && say('topics'), aliveEvery);
  const bye = () => say('bye');
  addEventListener('pagehide', bye);
  return {
    setTopics(wanted) {
      topics = wanted;
      say('topics');
    },
    close() {
      clearInterval(alive);
      removeEventListener('pagehide', bye);
      bye();
      worker.port.close();
    },
  };
}

export interface LiveOptions {
  portal: string;
  address: string;
  /** Absent where the browser has none: then this tab holds its own connection. */
  makeWorker?: (name: string) => SharedWorker;
}

export function createLive({ portal, address, makeWorker }: LiveOptions): LiveClient {
  const followers = new Map<symbol, { topics: readonly string[]; hear: (message: LiveMessage) => void }>();
  const stateHearers = new Set<(state: LiveState) => void>();
  let state: LiveState = 'connecting';
  const to = { address: new URL(address, location.origin).href, headers: { 'x-tianmu-portal': portal } };
  const onMessage = (message: LiveMessage) => {
    for (const follower of followers.values()) {
      if (follower.topics.includes(message.topic) || message.topic === 'gap') follower.hear(message);
    }
  };
  const onState = (next: LiveState) => {
    state = next;
    for (const hear of stateHearers) hear(next);
  };
  let line: Line | undefined;
  const open = (): Line =>
    makeWorker && 'SharedWorker' in globalThis
      ? sharedLine(makeWorker(`tianmu-live-${portal}`), to, onMessage, onState)
      : openLiveConnection({ ...to, onMessage, onState });
  const refresh = () => {
    const topics = [...new Set([...followers.values()].flatMap((follower) => follower.topics))].toSorted();
    if (topics.length > 0) line ??= open();
    line?.setTopics(topics);
  };
  return {
    follow(topics, hear) {
      const key = Symbol('follower');
      followers.set(key, { topics, hear });
      refresh();
      return () => {
        followers.delete(key);
        refresh();
      };
    },
    onState(hear) {
      stateHearers.add(hear);
      hear(state);
      return () => stateHearers.delete(hear);
    },
    close() {
      line?.close();
      line = undefined;
    },
  };
}
