// Takes the people of the coming days along, drops those of villages that are over, and sends files.
import type { Api } from '#platform/ui/api/call.ts';
import type { SyncScope } from '../contract.ts';
import type { SyncEngine } from '../rules/device/engine.ts';
import { fetchPack, sendAttachment } from './transport.ts';

/** `tell` hears how many of the villages and files are done. */
export async function exchangePacksAndFiles(
  api: Api,
  portal: string,
  engine: SyncEngine,
  scopes: readonly SyncScope[],
  tell: (done: number, of: number) => void,
): Promise<void> {
  const wanted = new Set(scopes.map(({ scopeId }) => scopeId));
  const over = [...engine.packs.keys()].filter((scopeId) => !wanted.has(scopeId));
  if (over.length > 0) await engine.dropPacks(over);
  const files = [...engine.attachments.values()];
  const of = wanted.size + files.length;
  let done = 0;
  for (const scopeId of wanted) {
    const known = engine.packs.get(scopeId);
    const fetched = await fetchPack(portal, scopeId, known?.head.digest);
    const checkedAt = new Date().toISOString();
    if (fetched !== 'unchanged') await engine.keepPack({ ...fetched, checkedAt });
    else if (known) await engine.keepPack({ ...known, checkedAt });
    tell(++done, of);
  }
  for (const file of files) {
    const content = await engine.content(file.attachmentId);
    if (content) await sendAttachment(api, portal, engine.meta.deviceId, file, content);
    await engine.attachmentSent(file.attachmentId);
    tell(++done, of);
  }
}
