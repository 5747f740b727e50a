// One connection to /api/live for a set of topics: connects again with Last-Event-ID, waits longer after each failure.
import { readEventStream } from './event-stream.ts';

export interface LiveMessage {
  topic: string;
  data: unknown;
}
export type LiveState = 'connecting' | 'open' | 'waiting' | 'refused';
export interface LiveConnectionOptions {
  address: string;
  headers: Record<string, string>;
  onMessage: (message: LiveMessage) => void;
  onState: (state: LiveState) => void;
  fetch?: typeof fetch;
}

const firstPause = 1000;
const longestPause = 30_000;
/** The server sends a comment at least this often; silence means a dead line. */
const silenceLimit = 60_000;

export interface LiveConnection {
  setTopics(topics: readonly string[]): void;
  close(): void;
}

export function openLiveConnection(options: LiveConnectionOptions): LiveConnection {
  const send = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  let topics: readonly string[] = [];
  let lastId: string | undefined;
  let current: AbortController | undefined;

  async function listen(stop: AbortController): Promise<void> {
    let pause = firstPause;
    while (!stop.signal.aborted) {
      options.onState('connecting');
      const line = new AbortController();
      const cut = () => line.abort();
      stop.signal.addEventListener('abort', cut);
      let watchdog = setTimeout(cut, silenceLimit);
      try {
        const response = await send(`${options.address}?topics=${topics.map(encodeURIComponent).join(',')}`, {
          headers: {
            ...options.headers,
            accept: 'text/event-stream',
            ...(lastId !== undefined && { 'last-event-id': lastId }),
          },
          credentials: 'same-origin',
          cache: 'no-store',
          signal: line.signal,
        });
        if (response.status === 401 || response.status === 403) {
          options.onState('refused');
          return;
        }
        if (!response.ok || !response.body) throw new Error(String(response.status));
        options.onState('open');
        pause = firstPause;
        const reader = readEventStream();
        const decoder = new TextDecoder();
        const body = response.body.getReader();
        for (let piece = await body.read(); !piece.done; piece = await body.read()) {
          clearTimeout(watchdog);
          watchdog = setTimeout(cut, silenceLimit);
          for (const event of reader.push(decoder.decode(piece.value, { stream: true }))) {
            if (event.id !== undefined) lastId = event.id;
            options.onMessage({ topic: event.event, data: parse(event.data) });
          }
          pause = reader.retry ?? pause;
        }
      } catch {
        // Said by the state below; the loop connects again.
      } finally {
        clearTimeout(watchdog);
        stop.signal.removeEventListener('abort', cut);
      }
      if (stop.signal.aborted) return;
      options.onState('waiting');
      await waited(pause, stop.signal);
      pause = Math.min(longestPause, pause * 2);
    }
  }

  return {
    setTopics(wanted) {
      const sorted = [...new Set(wanted)].toSorted();
      if (current && sorted.join() === topics.join()) return;
      topics = sorted;
      current?.abort();
      current = topics.length > 0 ? new AbortController() : undefined;
      if (current) void listen(current);
    },
    close() {
      current?.abort();
      current = undefined;
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function waited(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
