// The worker thread in which PGlite runs, so that its synchronous queries never hold up sockets and timers.
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite, types } from '@electric-sql/pglite';
import type { WorkerAnswer, WorkerCall } from './pglite-protocol.ts';

const port = parentPort!;
const { folder } = workerData as { folder?: string };
const parsers = {
  [types.INT8]: Number,
  [types.DATE]: (text: string) => text,
  [types.BYTEA]: (text: string) => Buffer.from(text.slice(2), 'hex'),
};
const serializers = {
  [types.JSON]: asJson,
  [types.JSONB]: asJson,
};
/** As `pg` does: texts pass as they are, everything else becomes JSON. */
function asJson(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const database = await PGlite.create({
  ...(folder === undefined ? {} : { dataDir: folder }),
  parsers,
  serializers,
  relaxedDurability: true,
});
await database.query("set timezone = 'Asia/Shanghai'");

const heard = new Map<string, () => Promise<void>>();

async function answer(call: WorkerCall): Promise<unknown> {
  switch (call.verb) {
    case 'query':
      return (await database.query(call.sql, call.args.map(plain))).rows;
    case 'copyIn': {
      const result = await database.query(call.sql, [], { blob: new Blob(call.chunks as Uint8Array<ArrayBuffer>[]) });
      return result.affectedRows ?? 0;
    }
    case 'copyOut': {
      const result = await database.query(call.sql);
      // No rows, no blob.
      return result.blob ? new Uint8Array(await result.blob.arrayBuffer()) : new Uint8Array();
    }
    case 'listen':
      if (!heard.has(call.channel)) {
        heard.set(
          call.channel,
          await database.listen(call.channel, (payload) => post({ notified: call.channel, payload })),
        );
      }
      return undefined;
    case 'close':
      await database.close();
      return undefined;
  }
}

/** PGlite wants dates as Date and bytes as Uint8Array; structured cloning keeps both. */
const plain = (value: unknown): unknown => (value === undefined ? null : value);
const post = (message: WorkerAnswer): void => port.postMessage(message);

let tail = Promise.resolve();
port.on('message', (call: WorkerCall) => {
  tail = tail.then(async () => {
    try {
      post({ id: call.id, value: await answer(call) });
    } catch (error) {
      const { message, code, detail, constraint } = error as Record<string, string | undefined>;
      post({ id: call.id, failure: { message: message ?? String(error), code, detail, constraint } });
    }
  });
});
post({ ready: true });
