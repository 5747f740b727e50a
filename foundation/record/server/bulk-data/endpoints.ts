// Status, cancellation and files of bulk jobs over HTTP, and the import that takes a stream.
import { Readable } from 'node:stream';
import { constants, createGzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { endpoint } from '#platform/kernel/http/endpoint.ts';
import type { Endpoint, RawEndpoint } from '#platform/kernel/http/endpoint.ts';
import { bulkJobsRoute } from '../../contract.ts';
import { handleFhir } from '../fhir/handle.ts';
import { fhirJson } from '../fhir/request.ts';
import { Refusal } from '../refusal.ts';
import type { RecordServices } from '../services.ts';
import { importStream } from './start-import.ts';
import { jobPath, listOwnJobs, manifestOf, ownJob, progressOf } from './status.ts';
import { removeJob } from './run-steps.ts';
import { bulkPermissions } from './settings.ts';
import { filesOf } from './store/jobs.ts';

export const ndjson = 'application/fhir+ndjson';
const retryAfterSeconds = 2;
const gzipLevel = constants.Z_BEST_SPEED;

export const baseOf = (request: FastifyRequest): string => `${request.protocol}://${request.host}/fhir`;
const params = (request: FastifyRequest) => request.params as { jobId: string; position?: string };

type Handle = (request: FastifyRequest, reply: FastifyReply, actor: Actor, now: Date) => Promise<unknown>;

/** Refusals become an OperationOutcome and an audit row, as for every other address of the interface. */
function answering(services: RecordServices, handle: Handle): Handle {
  return async (request, reply, actor, now) => {
    try {
      return await handle(request, reply, actor, now);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await services.kernel.audit.recordRead(actor, {
        action: 'execute',
        permission: bulkPermissions.export,
        outcome: error.kind === 'forbidden' ? 'refused' : 'failed',
        detail: { status: error.status },
      });
      return reply.code(error.status).type(fhirJson).send(JSON.stringify(error.outcome));
    }
  };
}

function statusHandler(services: RecordServices): Handle {
  return async (request, reply, actor) => {
    const job = await ownJob(services, actor, params(request).jobId);
    const { audit } = services.kernel;
    await audit.recordRead(actor, {
      action: 'read',
      permission: bulkPermissions[job.kind],
      outcome: 'success',
      object: `$${job.kind}/${job.id}`,
    });
    if (job.state === 'running')
      return reply
        .code(202)
        .headers({ 'x-progress': progressOf(job), 'retry-after': String(retryAfterSeconds) })
        .send();
    if (job.state === 'failed') throw new Refusal('fault', job.problem ?? 'The job failed.', { status: 500 });
    return reply
      .code(200)
      .headers({ expires: job.expiresAt!.toUTCString(), 'cache-control': 'no-store' })
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(await manifestOf(services, job, baseOf(request))));
  };
}

function cancelHandler(services: RecordServices): Handle {
  return async (request, reply, actor) => {
    const job = await ownJob(services, actor, params(request).jobId);
    await services.kernel.audit.recordRead(actor, {
      action: 'delete',
      permission: bulkPermissions[job.kind],
      outcome: 'success',
      object: `$${job.kind}/${job.id}`,
    });
    await removeJob(services, job.id);
    return reply.code(202).send();
  };
}

function fileHandler(services: RecordServices): Handle {
  return async (request, reply, actor) => {
    const job = await ownJob(services, actor, params(request).jobId);
    const { db, spool, audit } = services.kernel;
    const file = (await filesOf(db, job.id)).find((one) => String(one.position) === params(request).position);
    const content = file && job.state === 'finished' ? await spool.read(file.name) : undefined;
    if (!file || !content) throw new Refusal('not-found', 'There is no such file.');
    await audit.recordRead(actor, {
      action: 'read',
      permission: bulkPermissions[job.kind],
      outcome: 'success',
      object: `$${job.kind}/${job.id}/files/${file.position}`,
      detail: { type: file.type, resources: file.resources },
    });
    void reply.type(ndjson).headers({ 'cache-control': 'no-store', vary: 'accept-encoding' });
    const stream = Readable.from(content, { objectMode: false });
    if (!/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? '')))
      return reply.header('content-length', file.bytes).send(stream);
    const gzip = createGzip({ level: gzipLevel });
    stream.on('error', (error) => gzip.destroy(error));
    return reply.header('content-encoding', 'gzip').send(stream.pipe(gzip));
  };
}

const mostParameterBytes = 1024 * 1024;
async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of stream) {
    bytes += part.length;
    if (bytes > mostParameterBytes)
      throw new Refusal('invalid', 'Parameters of this size are not taken.', { status: 413 });
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

function importHandler(services: RecordServices): Handle {
  return async (request, reply, actor, now) => {
    const base = baseOf(request);
    const asking = { actor, now, base, lenient: false };
    const type = String(request.headers['content-type'] ?? '')
      .split(';')[0]!
      .trim();
    const body = request.body as Readable | undefined;
    if (type === ndjson || type === 'application/ndjson') {
      const jobId = await importStream(services, asking, `${base}/$import`, body ?? []);
      return reply
        .code(202)
        .header('content-location', `${base}/${jobPath(jobId)}`)
        .send();
    }
    const asked = {
      method: 'POST',
      path: '/$import',
      query: '',
      headers: request.headers,
      body: body ? await textOf(body) : '',
    };
    const answer = await handleFhir(services, asked, actor, now, base);
    return reply.code(answer.status).headers(answer.headers).send(answer.body);
  };
}

export function bulkEndpoints(services: RecordServices): (Endpoint | RawEndpoint)[] {
  const raw = (method: RawEndpoint['method'], path: string, summary: string, handle: Handle): RawEndpoint => ({
    kind: 'raw',
    method,
    path,
    permission: 'record.fhir.use',
    summary,
    auditsItself: true,
    handle: answering(services, handle),
  });
  const job = '/fhir/bulk-data/:jobId';
  return [
    raw('GET', job, 'Progress or manifest of a bulk job', statusHandler(services)),
    raw('DELETE', job, 'Cancel a bulk job, or delete its files', cancelHandler(services)),
    raw('GET', `${job}/files/:position`, 'A file of a bulk job (ndjson)', fileHandler(services)),
    {
      ...raw('POST', '/fhir/$import', 'Bulk import of ndjson', importHandler(services)),
      streamBody: true,
      bodyLimit: largestImport,
    },
    endpoint(
      bulkJobsRoute,
      { permission: 'record.bulk.list', person: 'none', summary: 'Own bulk exports and imports, newest first' },
      ({ actor }) => listOwnJobs(services, actor),
    ),
  ];
}
/** The kernel hands the stream through; the disk is the bound. */
const largestImport = 1024 ** 4;
