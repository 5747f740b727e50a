// Shared by all tabs of one portal: holds the single live connection and passes messages to the tabs that want them.
import type { LivePortMessage, LiveWorkerMessage } from './live-client.ts';
import { openLiveConnection, type LiveConnection, type LiveState } from './live-connection.ts';

const tabs = new Map<MessagePort, { topics: readonly string[]; seenAt: number }>();
let connection: LiveConnection | undefined;
let state: LiveState = 'connecting';
/** Tabs say that they live; one that was killed says nothing any more. */
const tabSilence = 90_000;

const tell = (port: MessagePort, message: LiveWorkerMessage) => port.postMessage(message);

function refresh(): void {
  for (const [port, tab] of tabs) if (Date.now() - tab.seenAt > tabSilence) tabs.delete(port);
  connection?.setTopics([...tabs.values()].flatMap((tab) => tab.topics));
}

function listenTo(port: MessagePort): void {
  port.addEventListener('message', ({ data }: MessageEvent<LivePortMessage>) => {
    if (data.kind === 'bye') tabs.delete(port);
    else tabs.set(port, { topics: data.topics, seenAt: Date.now() });
    connection ??= openLiveConnection({
      address: data.address,
      headers: data.headers,
      onMessage: (message) => {
        for (const [other, tab] of tabs) {
          if (tab.topics.includes(message.topic) || message.topic === 'gap')
            tell(other, { kind: 'message', ...message });
        }
      },
      onState: (next) => {
        state = next;
        for (const other of tabs.keys()) tell(other, { kind: 'state', state });
      },
    });
    refresh();
    tell(port, { kind: 'state', state });
  });
  port.start();
}

addEventListener('connect', (event) => {
  for (const port of (event as MessageEvent).ports) listenTo(port);
});
