// Binds the FHIR interface to the HTTP kernel: every address under /fhir, bodies as text.
import type { RawEndpoint } from '#platform/kernel/http/endpoint.ts';
import { textBytes } from '#platform/kernel/http/text-bytes.ts';
import type { RecordServices } from '../services.ts';
import { capabilityStatement } from './capability.ts';
import { handleFhir } from './handle.ts';
import { fhirJson } from './request.ts';

const largestBundle = 80 * 1024 * 1024;

export function fhirEndpoints(services: RecordServices): RawEndpoint[] {
  const endpoint = (method: RawEndpoint['method'], path: string, summary: string): RawEndpoint => ({
    kind: 'raw',
    method,
    path,
    permission: 'record.fhir.use',
    summary,
    bodyLimit: largestBundle,
    rawBody: true,
    auditsItself: true,
    async handle(request, reply, actor, now) {
      const [address, query = ''] = request.url.split('?', 2) as [string, string | undefined];
      const base = `${request.protocol}://${request.host}/fhir`;
      const body = typeof request.body === 'string' ? request.body : undefined;
      const asked = {
        method: request.method,
        path: address.slice('/fhir'.length),
        query,
        headers: request.headers,
        body,
      };
      const answer = await handleFhir(services, asked, actor, now, base);
      return reply.code(answer.status).headers(answer.headers).send(textBytes(answer.body));
    },
  });
  return [
    {
      kind: 'raw',
      method: 'GET',
      path: '/fhir/metadata',
      permission: 'public',
      summary: 'CapabilityStatement of the FHIR R4 interface',
      auditsItself: true,
      handle: async (request, reply) =>
        reply.type(fhirJson).send(JSON.stringify(capabilityStatement(`${request.protocol}://${request.host}/fhir`))),
    },
    endpoint('POST', '/fhir', 'FHIR batch and transaction'),
    endpoint('GET', '/fhir/*', 'FHIR read, vread, history, search, $everything'),
    endpoint('POST', '/fhir/*', 'FHIR create, _search, $validate'),
    endpoint('PUT', '/fhir/*', 'FHIR update, conditional update'),
    endpoint('PATCH', '/fhir/*', 'FHIR JSON Patch, conditional patch'),
    endpoint('DELETE', '/fhir/*', 'FHIR delete, conditional delete'),
  ];
}
