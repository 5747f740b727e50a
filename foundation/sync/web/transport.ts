// How a device reaches the server: typed calls, packs line by line with their count checked, files in chunks.
import type { Api } from '#platform/ui/api/call.ts';
import { failureOf } from '#platform/ui/api/failure.ts';
import { addressOf } from '#platform/ui/api/address.ts';
import { chunkBytes, chunkPath, packPath, syncRoutes, type PackHead, type PackRow } from '../contract.ts';
import type { AttachmentEntry } from '../rules/device/device-store.ts';
import type { Transport } from '../rules/device/engine.ts';

export const transportOf = (api: Api): Transport => ({
  push: (body) => api.call(syncRoutes.push, { body }),
  pull: (body) => api.call(syncRoutes.pull, { body }),
});

const headers = (portal: string) => ({ 'x-tianmu-portal': portal });

export type FetchedPack = { head: PackHead; rows: PackRow[] } | 'unchanged';

/** Rejects where the connection broke off: a pack counts only whole. */
export async function fetchPack(portal: string, scopeId: string, digest: string | undefined): Promise<FetchedPack> {
  const response = await fetch(addressOf(packPath, { scopeId }), {
    headers: { ...headers(portal), ...(digest && { 'if-none-match': `"${digest}"` }) },
    cache: 'no-store',
  });
  if (response.status === 304) return 'unchanged';
  const text = await response.text();
  if (!response.ok) throw failureOf(response.status, JSON.parse(text));
  const [first, ...lines] = text.split('\n');
  const head = JSON.parse(first!) as PackHead;
  if (lines.length !== head.rows) throw new Error('the pack broke off');
  return { head, rows: lines.map((line) => JSON.parse(line) as PackRow) };
}

/** Sends what the server has not got yet of a file; a break costs one chunk. */
export async function sendAttachment(
  api: Api,
  portal: string,
  deviceId: string,
  { attachmentId, personId, bytes, digest, mediaType }: AttachmentEntry,
  content: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const params = { attachmentId };
  const body = { deviceId, personId, bytes, digest, mediaType };
  const state = await api.call(syncRoutes.openAttachment, { params, body });
  if (state.complete) return;
  for (let index = 0; index < state.chunks; index++) {
    if (state.received.includes(index)) continue;
    const response = await fetch(addressOf(chunkPath, { attachmentId, index: String(index) }), {
      method: 'PUT',
      headers: { ...headers(portal), 'content-type': 'application/octet-stream' },
      body: content.subarray(index * chunkBytes, (index + 1) * chunkBytes),
    });
    if (!response.ok) throw failureOf(response.status, await response.json().catch(() => undefined));
  }
}
