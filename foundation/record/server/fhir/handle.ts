// Answers one FHIR request: address and method to interaction, refusals to status and OperationOutcome.
import type { Actor } from '#platform/kernel/access/actor.ts';
import { isFhirId } from '#platform/fhir/reference.ts';
import { isResourceType } from '#platform/fhir/structure.ts';
import { Refusal } from '../refusal.ts';
import type { Asking, RecordServices } from '../services.ts';
import { readingView } from '../use-cases/read-resource.ts';
import { permissions } from '../store/visibility.ts';
import { auditEvents } from './audit-events.ts';
import { bundleText, shownText } from './bundle-text.ts';
import { audited, formPairs, plain } from './call.ts';
import type { Call } from './call.ts';
import { capabilityStatement } from './capability.ts';
import { findOperation } from './operations/index.ts';
import { processBundle } from './process-bundle.ts';
import { instanceHistory, read, typeHistory, vread } from './read.ts';
import {
  header,
  isLenient,
  jsonBody,
  refuseOtherBodies,
  refuseOtherFormats,
  versionOf,
  wantedReturn,
} from './request.ts';
import type { FhirReply, FhirRequest } from './request.ts';
import { search } from './search.ts';
import { write } from './write.ts';

async function bundle(call: Call): Promise<FhirReply> {
  const { services, asking, request } = call;
  const wanted = wantedReturn(request);
  const view = readingView(services, asking);
  const done = await processBundle(services, asking, jsonBody(request), {
    outcomes: wanted === 'OperationOutcome',
    show: wanted === 'representation' ? (content) => shownText(services, view, content) : undefined,
    read: (url) => {
      const [path, query = ''] = url.split('?', 2) as [string, string | undefined];
      return answer(services, asking, {
        ...request,
        method: 'GET',
        path: `/${path.replace(/^\//, '')}`,
        query,
        body: undefined,
      });
    },
  });
  if (!asking.actor.span.audited) await audited(call, 'execute', 'Bundle');
  return plain(bundleText({ type: done.type, id: services.kernel.newId(), at: asking.now }, done.entries));
}

async function routeType(call: Call, method: string, type: string): Promise<FhirReply> {
  const { request, pairs } = call;
  switch (method) {
    case 'GET':
      return search(call, type, pairs);
    case 'POST':
      return write(call, { method, type, condition: header(request, 'if-none-exist') || undefined });
    case 'PUT':
    case 'PATCH':
    case 'DELETE': {
      const query = new URLSearchParams(
        pairs.filter(([key]) => key !== '_format').map(([key, value]) => [key, value]),
      ).toString();
      if (!query)
        throw new Refusal('precondition-required', `${method} without an id needs search criteria.`, { status: 412 });
      return write(call, { method, type, condition: query, ifMatch: versionOf(header(request, 'if-match')) });
    }
    default:
      throw new Refusal('unsupported', `${method} is not supported here.`, { status: 405 });
  }
}

async function routeInstance(call: Call, method: string, type: string, id: string): Promise<FhirReply> {
  const ifMatch = versionOf(header(call.request, 'if-match'));
  switch (method) {
    case 'GET':
      return read(call, type, id);
    case 'PUT':
    case 'PATCH':
    case 'DELETE':
      return write(call, { method, type, id, ifMatch });
    default:
      throw new Refusal('unsupported', `${method} is not supported here.`, { status: 405 });
  }
}

function runOperation(
  call: Call,
  method: string,
  name: string,
  at: { type?: string; id?: string },
): Promise<FhirReply> | FhirReply {
  const on = at.id !== undefined ? 'instance' : at.type !== undefined ? 'type' : 'system';
  const operation = findOperation(name, on, at.type);
  if (!operation) throw new Refusal('unsupported', `${name} is not supported here.`, { status: 404 });
  if (!operation.methods.includes(method as 'GET'))
    throw new Refusal('unsupported', `${name} is called by ${operation.methods.join(' or ')}.`, { status: 405 });
  return operation.run(call, at);
}

async function route(call: Call): Promise<FhirReply> {
  const { request, pairs, asking } = call;
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const [type, second, third, fourth, ...rest] = request.path.split('/').filter(Boolean).map(decodeURIComponent);
  if (second !== undefined && !/^[$_]/.test(second) && !isFhirId(second))
    throw new Refusal('not-found', 'The id has signs that FHIR does not allow.', { code: 'value' });
  if (type === undefined && method === 'POST') return bundle(call);
  if (type === 'metadata' && method === 'GET') return plain(capabilityStatement(asking.base));
  if (type?.startsWith('$') && second === undefined) return runOperation(call, method, type, {});
  if (!isResourceType(type) || rest.length > 0)
    throw new Refusal('not-found', 'There is nothing at this address.', { code: 'not-supported' });
  if (type === 'AuditEvent' && !second?.startsWith('$')) return auditEvents(call, method, [second, third]);
  if (second === undefined) return routeType(call, method, type);
  if (second === '_search' && method === 'POST' && third === undefined) {
    refuseOtherBodies(request, 'form');
    return search(call, type, [...pairs, ...formPairs(request.body)]);
  }
  if (second === '_history' && third === undefined && method === 'GET') return typeHistory(call, type);
  if (second.startsWith('$') && third === undefined) return runOperation(call, method, second, { type });
  if (third?.startsWith('$') && fourth === undefined) return runOperation(call, method, third, { type, id: second });
  if (third === undefined && !second.startsWith('_')) return routeInstance(call, method, type, second);
  if (third === '_history' && method === 'GET')
    return fourth === undefined ? instanceHistory(call, type, second) : vread(call, type, second, fourth);
  throw new Refusal('unsupported', 'This interaction is not supported.');
}

async function answer(services: RecordServices, asking: Asking, request: FhirRequest): Promise<FhirReply> {
  try {
    const pairs = formPairs(request.query);
    refuseOtherFormats(request, pairs);
    return await route({ services, asking, request, pairs });
  } catch (error) {
    if (error instanceof URIError) return plain(new Refusal('invalid', 'The address is not well formed.').outcome, 400);
    if (!(error instanceof Refusal)) throw error;
    await services.kernel.audit.recordRead(asking.actor, {
      action: request.method === 'GET' ? 'read' : 'execute',
      permission: request.method === 'GET' ? permissions.read : permissions.write,
      outcome: error.kind === 'forbidden' ? 'refused' : 'failed',
      persons: error.persons,
      detail: { status: error.status },
    });
    return plain(error.outcome, error.status);
  }
}

export function handleFhir(
  services: RecordServices,
  request: FhirRequest,
  actor: Actor,
  now: Date,
  base: string,
): Promise<FhirReply> {
  return answer(services, { actor, now, base, lenient: isLenient(request) }, request);
}
