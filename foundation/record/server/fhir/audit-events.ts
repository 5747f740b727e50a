// Answers AuditEvent: read and search over the audit trail; nobody writes it from outside.
import { readEventQuery } from '../../rules/audit-event/event-query.ts';
import { Refusal } from '../refusal.ts';
import { readAuditEvent, searchAuditEvents } from '../use-cases/read-audit-events.ts';
import type { EventPage } from '../use-cases/read-audit-events.ts';
import { bundleText } from './bundle-text.ts';
import type { Link } from './bundle-text.ts';
import { formPairs, plain, see, versionHeaders } from './call.ts';
import type { Call, Pairs } from './call.ts';
import { refuseOtherBodies } from './request.ts';
import type { FhirReply } from './request.ts';

/** Reading the trail is itself written to it, before the answer leaves. */
async function noted(call: Call, action: 'read' | 'search', object: string, page: EventPage): Promise<void> {
  if (page.personId !== undefined) see(call, [page.personId]);
  await call.services.kernel.audit.recordRead(call.asking.actor, {
    action,
    permission: page.permission,
    outcome: 'success',
    object,
    detail: { shown: page.events.length },
  });
}

async function search(call: Call, pairs: Pairs): Promise<FhirReply> {
  const { services, asking, request } = call;
  const query = readEventQuery(pairs);
  if ('fault' in query) throw new Refusal('invalid', query.fault, { code: 'value' });
  const page = await searchAuditEvents(services, asking, query);
  await noted(call, 'search', 'AuditEvent', page);
  const address = `${asking.base}/AuditEvent`;
  const posted = request.method === 'POST';
  const links: Link[] = [
    { relation: 'self', url: posted ? `${address}/_search` : `${address}${request.query ? `?${request.query}` : ''}` },
  ];
  if (page.next !== undefined) {
    const kept = new URLSearchParams(pairs.filter(([key]) => key !== '_cursor').map(([key, value]) => [key, value]));
    kept.set('_cursor', page.next);
    links.push({ relation: 'next', url: `${address}?${kept.toString()}` });
  }
  const entries = page.events.map((resource) =>
    JSON.stringify({ fullUrl: `${address}/${resource.id}`, resource, search: { mode: 'match' } }),
  );
  return plain(bundleText({ type: 'searchset', id: services.kernel.newId(), at: asking.now, links }, entries));
}

async function read(call: Call, id: string): Promise<FhirReply> {
  const page = await readAuditEvent(call.services, call.asking, id);
  await noted(call, 'read', `AuditEvent/${id}`, page);
  const [event] = page.events as unknown as [{ recorded: string }];
  const reply = plain(event);
  return { ...reply, headers: { ...reply.headers, ...versionHeaders(1, new Date(event.recorded)) } };
}

/** `rest` is the address after the type. */
export function auditEvents(call: Call, method: string, rest: readonly (string | undefined)[]): Promise<FhirReply> {
  const [id, more] = rest;
  if (method === 'GET' && id === undefined) return search(call, call.pairs);
  if (method === 'POST' && id === '_search' && more === undefined) {
    refuseOtherBodies(call.request, 'form');
    return search(call, [...call.pairs, ...formPairs(call.request.body)]);
  }
  if (method === 'GET' && more === undefined && !id!.startsWith('_')) return read(call, id!);
  throw new Refusal('unsupported', 'The audit trail is read and searched only.', { status: 405 });
}
