// What is not plain JSON: the lines of a pack, and the bytes of a file's chunk.
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { constants, createGzip } from 'node:zlib';
import type { Problem } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { RawEndpoint } from '#platform/kernel/http/endpoint.ts';
import { sendProblem } from '#platform/kernel/http/problem-reply.ts';
import { chunkBytes, chunkParams, chunkPath, packParams, packPath } from '../contract.ts';
import type { Parts } from './parts.ts';
import { attachmentUnknown, chunkRefused, scopeElsewhere } from './problems.ts';
import { takeChunk } from './use-cases/attachments.ts';
import { readPack } from './use-cases/read-pack.ts';

const permission = 'sync.device.use';

export function rawEndpointsOf(parts: Parts): RawEndpoint[] {
  const refuse = (reply: FastifyReply, problem: Problem, actor: Actor) =>
    sendProblem(reply, problem, parts.kernel.messages, actor.locale);
  return [
    {
      kind: 'raw',
      method: 'GET',
      path: packPath,
      permission,
      summary: 'People and rows of one village, one JSON a line after a head with their number; If-None-Match',
      auditsItself: true,
      async handle(request, reply, actor, now) {
        const params = packParams.safeParse(request.params);
        if (!params.success) return refuse(reply, scopeElsewhere, actor);
        const pack = await readPack(parts, actor, params.data.scopeId, now);
        if (!pack.ok) return refuse(reply, pack.problem, actor);
        const { head, lines } = pack.value;
        const etag = `"${head.digest}"`;
        void reply.header('etag', etag).header('cache-control', 'no-store');
        if (request.headers['if-none-match'] === etag) return reply.code(304).send();
        const text = [JSON.stringify(head), ...lines].join('\n');
        const zipped = Readable.from([text]).pipe(createGzip({ level: constants.Z_BEST_SPEED }));
        return reply.type('application/x-ndjson').header('content-encoding', 'gzip').send(zipped);
      },
    },
    {
      kind: 'raw',
      method: 'PUT',
      path: chunkPath,
      permission,
      summary: 'The bytes of one chunk of a file',
      bodyLimit: chunkBytes + 1_024,
      streamBody: true,
      auditsItself: true,
      async handle(request, reply, actor, now) {
        const params = chunkParams.safeParse(request.params);
        if (!params.success) return refuse(reply, attachmentUnknown, actor);
        const pieces: Buffer[] = [];
        let bytes = 0;
        for await (const piece of request.body as Readable) {
          bytes += (piece as Buffer).byteLength;
          if (bytes > chunkBytes) return refuse(reply, chunkRefused, actor);
          pieces.push(piece as Buffer);
        }
        const { attachmentId, index } = params.data;
        const taken = await takeChunk(parts, actor, attachmentId, Number(index), Buffer.concat(pieces), now);
        return taken.ok ? reply.send(taken.value) : refuse(reply, taken.problem, actor);
      },
    },
  ];
}
