// Answers one FHIR request: address and method to interaction, result and refusals to status, headers and body.
import type { AuditAction } from '#platform/kernel/audit/audit.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { allOk, faults, outcome } from '#platform/fhir/outcome.ts';
import { isResourceType } from '#platform/fhir/structure.ts';
import { validate } from '#platform/fhir/validate.ts';
import { Refusal } from '../refusal.ts';
import type { Asking, RecordServices } from '../services.ts';
import { readEverything } from '../use-cases/read-everything.ts';
import { readingView, readResource, readVersion, readVersions } from '../use-cases/read-resource.ts';
import { searchResources } from '../use-cases/search-resources.ts';
import type { SearchPage } from '../use-cases/search-resources.ts';
import { writeResources } from '../use-cases/write-resources.ts';
import type { Written } from '../use-cases/write-resources.ts';
import type { Operation } from '../use-cases/write-plan.ts';
import { nobody } from '../store/tables.ts';
import { permissions } from '../store/visibility.ts';
import { bundleText, searchEntry, shownText } from './bundle-text.ts';
import type { Link } from './bundle-text.ts';
import { capabilityStatement } from './capability.ts';
import { checkResource, processBundle } from './process-bundle.ts';
import {
  etag,
  fhirJson,
  header,
  isLenient,
  jsonBody,
  refuseOtherBodies,
  refuseOtherFormats,
  versionOf,
  wantedReturn,
} from './request.ts';
import type { FhirReply, FhirRequest } from './request.ts';

type Pairs = (readonly [string, string])[];
interface Call {
  services: RecordServices;
  asking: Asking;
  request: FhirRequest;
  pairs: Pairs;
}

const plain = (body: unknown, status = 200): FhirReply => ({
  status,
  headers: { 'content-type': fhirJson },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const see = ({ asking }: Call, patientIds: Iterable<string>): void => {
  for (const id of patientIds) if (id !== nobody) asking.actor.span.persons.add(id);
};
const audited = ({ services, asking }: Call, action: AuditAction, object: string): Promise<void> =>
  services.kernel.audit.recordRead(asking.actor, { action, permission: permissions.read, outcome: 'success', object });

function versionHeaders(version: number, at: Date): { etag: string; 'last-modified': string } {
  return { etag: etag(version), 'last-modified': at.toUTCString() };
}

async function read(call: Call, type: string, id: string): Promise<FhirReply> {
  const { services, asking, request, pairs } = call;
  const current = await readResource(services, asking, type, id);
  see(call, [current.patientId]);
  await audited(call, 'read', `${type}/${id}`);
  const headers = { 'content-type': fhirJson, ...versionHeaders(current.version, current.updatedAt) };
  const since = Date.parse(header(request, 'if-modified-since') ?? '');
  const known = header(request, 'if-none-match')
    ?.split(',')
    .some((one) => one.trim() === headers.etag);
  const unchanged = known ?? Math.floor(current.updatedAt.getTime() / 1000) * 1000 <= since;
  if (unchanged) return { status: 304, headers, body: '' };
  const subset = subsetOf(pairs);
  return { status: 200, headers, body: shownText(services, readingView(services, asking), current.content, subset) };
}

function subsetOf(pairs: Pairs): Parameters<typeof shownText>[3] {
  const of = (name: string) => pairs.find(([key]) => key === name)?.[1];
  return { summary: of('_summary') as 'true' | undefined, elements: of('_elements')?.split(',') };
}

async function vread(call: Call, type: string, id: string, text: string): Promise<FhirReply> {
  const { services, asking } = call;
  if (!/^\d{1,9}$/.test(text)) throw new Refusal('not-found', `${type}/${id} has no version ${text}.`);
  const version = await readVersion(services, asking, type, id, Number(text));
  see(call, [version.patientId]);
  await audited(call, 'read', `${type}/${id}/_history/${text}`);
  const body = shownText(services, readingView(services, asking), version.content);
  return { status: 200, headers: { 'content-type': fhirJson, ...versionHeaders(version.version, version.at) }, body };
}

async function history(call: Call, type: string, id: string): Promise<FhirReply> {
  const { services, asking, pairs, request } = call;
  const of = (name: string) => pairs.find(([key]) => key === name)?.[1];
  const limit = Math.min(Number(of('_count') ?? 100) || 100, 1000);
  const before = of('_cursor') === undefined ? undefined : Number(of('_cursor'));
  const page = await readVersions(services, asking, type, id, { before, limit });
  see(call, [page.patientId]);
  await audited(call, 'read', `${type}/${id}/_history`);
  const view = readingView(services, asking);
  const address = `${asking.base}/${type}/${id}`;
  const entries = page.versions.map(({ version, at, op, content }) => {
    const method = op === 'delete' ? 'DELETE' : version === 1 ? 'POST' : 'PUT';
    const url = method === 'POST' ? type : `${type}/${id}`;
    const status = op === 'delete' ? '204' : version === 1 ? '201' : '200';
    const parts = JSON.stringify({
      request: { method, url },
      response: { status, etag: etag(version), lastModified: at.toISOString() },
    });
    return `{"fullUrl":"${address}",${content ? `"resource":${shownText(services, view, content)},` : ''}${parts.slice(1)}`;
  });
  const links: Link[] = [{ relation: 'self', url: `${address}/_history${request.query ? `?${request.query}` : ''}` }];
  if (page.next !== undefined)
    links.push({ relation: 'next', url: `${address}/_history?_count=${limit}&_cursor=${page.next}` });
  return plain(
    bundleText({ type: 'history', id: services.kernel.newId(), at: asking.now, total: page.total, links }, entries),
  );
}

function searchLinks(call: Call, type: string, page: SearchPage): Link[] {
  const { asking, request } = call;
  const address = `${asking.base}/${type}`;
  // A posted search keeps its values out of addresses.
  const links: Link[] = [
    {
      relation: 'self',
      url: request.method === 'POST' ? `${address}/_search` : `${address}${request.query ? `?${request.query}` : ''}`,
    },
  ];
  if (page.next !== undefined)
    links.push({ relation: 'next', url: `${address}?_cursor=${encodeURIComponent(page.next)}` });
  return links;
}

async function search(call: Call, type: string, pairs: Pairs): Promise<FhirReply> {
  const { services, asking } = call;
  const page = await searchResources(services.kernel.db, services, asking, type, pairs);
  const { matches, included, request, warnings } = page;
  see(
    call,
    [...matches, ...included].map((one) => one.patientId),
  );
  await services.kernel.audit.recordRead(asking.actor, {
    action: 'search',
    permission: permissions.read,
    outcome: 'success',
    object: type,
    detail: { shown: matches.length },
  });
  const view = readingView(services, asking);
  const text = (content: string) => shownText(services, view, content, request);
  const entries = [
    ...matches.map((one) => searchEntry(asking.base, one, text(one.content), 'match')),
    ...included.map((one) => searchEntry(asking.base, one, text(one.content), 'include')),
    ...(warnings.length > 0 ? [JSON.stringify({ resource: outcome(...warnings), search: { mode: 'outcome' } })] : []),
  ];
  return plain(
    bundleText(
      {
        type: 'searchset',
        id: services.kernel.newId(),
        at: asking.now,
        total: page.total,
        links: searchLinks(call, type, page),
      },
      entries,
    ),
  );
}

async function everything(call: Call, id: string, pairs: Pairs): Promise<FhirReply> {
  const { services, asking, request } = call;
  const page = await readEverything(services, asking, id, pairs);
  see(call, [page.patientId]);
  await audited(call, 'read', `Patient/${id}/$everything`);
  const view = readingView(services, asking);
  const address = `${asking.base}/Patient/${id}/$everything`;
  const links: Link[] = [{ relation: 'self', url: `${address}${request.query ? `?${request.query}` : ''}` }];
  const count = pairs.find(([key]) => key === '_count')?.[1];
  if (page.next) {
    links.push({
      relation: 'next',
      url: `${address}?${count ? `_count=${count}&` : ''}_cursor=${encodeURIComponent(page.next)}`,
    });
  }
  const entries = [
    ...page.matches.map((one) => searchEntry(asking.base, one, shownText(services, view, one.content), 'match')),
    ...page.included.map((one) => searchEntry(asking.base, one, shownText(services, view, one.content), 'include')),
  ];
  const total = page.next === undefined && !pairs.some(([key]) => key === '_cursor') ? page.matches.length : undefined;
  return plain(bundleText({ type: 'searchset', id: services.kernel.newId(), at: asking.now, total, links }, entries));
}

function writtenReply(call: Call, written: Written): FhirReply {
  const { services, asking, request } = call;
  const { type, id, version, outcome: done, updatedAt } = written;
  if (done === 'deleted' || done === 'absent') {
    return { status: 204, headers: done === 'deleted' ? { etag: etag(version) } : {}, body: '' };
  }
  const headers = {
    'content-type': fhirJson,
    ...versionHeaders(version, updatedAt),
    location: `${asking.base}/${type}/${id}/_history/${version}`,
  };
  const wanted = wantedReturn(request);
  const status = done === 'created' ? 201 : 200;
  if (wanted === 'minimal') return { status, headers, body: '' };
  const body =
    wanted === 'OperationOutcome'
      ? JSON.stringify(allOk(`${type}/${id} ${done}`))
      : shownText(services, readingView(services, asking), written.content);
  return { status, headers, body };
}

async function write(call: Call, operation: Operation): Promise<FhirReply> {
  const { services, asking, request } = call;
  if (operation.method !== 'DELETE') {
    const resource = jsonBody(request);
    const issues = checkResource(resource, operation.type);
    if (issues.length > 0) throw new Refusal('invalid', issues);
    if (operation.method === 'PUT' && operation.id !== undefined && resource.id !== operation.id) {
      throw new Refusal('invalid', 'The id of the resource is not that of the address.', {
        code: 'value',
        expression: `${operation.type}.id`,
      });
    }
    operation.resource = resource;
  }
  const [written] = await writeResources(services, asking, [operation]);
  return writtenReply(call, written!);
}

function check(call: Call, type: string): FhirReply {
  const body = jsonBody(call.request);
  const parameters =
    body.resourceType === 'Parameters'
      ? (body.parameter as { name: string; resource?: object }[] | undefined)
      : undefined;
  const resource = parameters ? parameters.find((one) => one.name === 'resource')?.resource : body;
  const issues = validate(resource);
  if ((resource as { resourceType?: string } | undefined)?.resourceType !== type) {
    issues.push({ severity: 'error', code: 'invalid', diagnostics: `The resource is no ${type}.` });
  }
  return plain(faults(issues).length === 0 && issues.length === 0 ? allOk('No faults.') : outcome(...issues));
}

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

const formPairs = (text: string | undefined): Pairs =>
  [...new URLSearchParams(text ?? '')].filter(([key]) => key !== 'portal');

async function routeType(call: Call, method: string, type: string): Promise<FhirReply> {
  const { request, pairs } = call;
  switch (method) {
    case 'GET':
      return search(call, type, pairs);
    case 'POST':
      return write(call, { method, type, condition: header(request, 'if-none-exist') || undefined });
    case 'PUT':
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
    case 'DELETE':
      return write(call, { method, type, id, ifMatch });
    default:
      throw new Refusal('unsupported', `${method} is not supported here.`, { status: 405 });
  }
}

async function route(call: Call): Promise<FhirReply> {
  const { request, pairs, asking } = call;
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const [type, second, third, fourth, ...rest] = request.path.split('/').filter(Boolean).map(decodeURIComponent);
  if (type === undefined && method === 'POST') return bundle(call);
  if (type === 'metadata' && method === 'GET') return plain(capabilityStatement(asking.base));
  if (!isResourceType(type) || rest.length > 0)
    throw new Refusal('not-found', 'There is nothing at this address.', { code: 'not-supported' });
  if (second === undefined) return routeType(call, method, type);
  if (second === '_search' && method === 'POST' && third === undefined) {
    refuseOtherBodies(request, 'form');
    return search(call, type, [...pairs, ...formPairs(request.body)]);
  }
  if ((second === '$validate' || third === '$validate') && method === 'POST') return check(call, type);
  if (third === undefined && !second.startsWith('$') && !second.startsWith('_'))
    return routeInstance(call, method, type, second);
  if (third === '_history' && method === 'GET')
    return fourth === undefined ? history(call, type, second) : vread(call, type, second, fourth);
  if (type === 'Patient' && third === '$everything' && fourth === undefined && method === 'GET')
    return everything(call, second, pairs);
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
