// Lets the crew's portal start without a network: its own files from the cache, never anything of a person.

interface WorkerEvent extends Event {
  waitUntil(until: Promise<unknown>): void;
}
interface FetchHeard extends WorkerEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
/** Filled in by the build: the portal's files, and a name that changes with them. */
declare const PRECACHE: { name: string; files: string[] };

const { name, files } = PRECACHE;
const prefix = 'tianmu-crew-';
const page = '/crew/index.html';
const cacheName = prefix + name;
/** Slices of the web font are kept as they are met. */
const isFont = (path: string) => path.endsWith('.woff2');

addEventListener('install', (event) => {
  (event as WorkerEvent).waitUntil(caches.open(cacheName).then((cache) => cache.addAll(files)));
});

addEventListener('activate', (event) => {
  const old = async () => {
    for (const key of await caches.keys()) if (key.startsWith(prefix) && key !== cacheName) await caches.delete(key);
  };
  (event as WorkerEvent).waitUntil(old());
});

addEventListener('fetch', (event) => {
  const { request, respondWith } = event as FetchHeard;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin || url.pathname.startsWith('/api/')) return;
  const answer = async (): Promise<Response> => {
    const cache = await caches.open(cacheName);
    const kept = await cache.match(request.mode === 'navigate' ? page : request);
    if (kept) return kept;
    const fresh = await fetch(request);
    if (isFont(url.pathname) && fresh.ok) await cache.put(request, fresh.clone());
    return fresh;
  };
  if (request.mode === 'navigate' ? url.pathname.startsWith('/crew') : true) respondWith.call(event, answer());
});
