// Answers read, vread, and the history of an instance or of a type.
import { Refusal } from '../refusal.ts';
import { readingView, readResource, readVersion, readVersions } from '../use-cases/read-resource.ts';
import { readTypeHistory } from '../use-cases/read-type-history.ts';
import type { Version } from '../store/read.ts';
import { bundleText, shownText } from './bundle-text.ts';
import type { Link } from './bundle-text.ts';
import { audited, plain, see, subsetOf, valueOf, versionHeaders } from './call.ts';
import type { Call } from './call.ts';
import { etag, fhirJson, header } from './request.ts';
import type { FhirReply } from './request.ts';

export async function read(call: Call, type: string, id: string): Promise<FhirReply> {
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

export async function vread(call: Call, type: string, id: string, text: string): Promise<FhirReply> {
  const { services, asking } = call;
  if (!/^\d{1,9}$/.test(text)) throw new Refusal('not-found', `${type}/${id} has no version ${text}.`);
  const version = await readVersion(services, asking, type, id, Number(text));
  see(call, [version.patientId]);
  await audited(call, 'read', `${type}/${id}/_history/${text}`);
  const body = shownText(services, readingView(services, asking), version.content);
  return { status: 200, headers: { 'content-type': fhirJson, ...versionHeaders(version.version, version.at) }, body };
}

const mostVersions = 1000;

/** `_count`, `_since` and `_cursor` of a history; anything else is refused, or left out where the caller is lenient. */
function historyPage(call: Call): { limit: number; since?: Date; cursor?: string } {
  const { pairs, asking } = call;
  const known = new Set(['_count', '_since', '_cursor', '_format', '_pretty']);
  const strange = pairs.find(([key]) => !known.has(key));
  if (strange && !asking.lenient)
    throw new Refusal('invalid', `${strange[0]} is not supported by a history.`, { code: 'not-supported' });
  const count = valueOf(pairs, '_count');
  if (count !== undefined && !/^[1-9]\d{0,5}$/.test(count))
    throw new Refusal('invalid', '_count is a whole number.', { code: 'value' });
  const since = valueOf(pairs, '_since');
  if (since !== undefined && (!since.includes('T') || Number.isNaN(Date.parse(since))))
    throw new Refusal('invalid', '_since is not an instant.', { code: 'value' });
  return {
    limit: Math.min(Number(count ?? 100), mostVersions),
    ...(since === undefined ? {} : { since: new Date(since) }),
    cursor: valueOf(pairs, '_cursor'),
  };
}

function historyEntry(call: Call, type: string, id: string, one: Version): string {
  const { services, asking } = call;
  const { version, at, op, content } = one;
  const method = op === 'delete' ? 'DELETE' : version === 1 ? 'POST' : 'PUT';
  const url = method === 'POST' ? type : `${type}/${id}`;
  const status = op === 'delete' ? '204' : version === 1 ? '201' : '200';
  const parts = JSON.stringify({
    request: { method, url },
    response: { status, etag: etag(version), lastModified: at.toISOString() },
  });
  const shown = content ? `"resource":${shownText(services, readingView(services, asking), content)},` : '';
  return `{"fullUrl":"${asking.base}/${type}/${id}",${shown}${parts.slice(1)}`;
}

function historyReply(
  call: Call,
  address: string,
  entries: readonly string[],
  page: { next?: string; total?: number; limit: number; since?: string },
): FhirReply {
  const { services, asking, request } = call;
  const { next, total, limit, since } = page;
  const links: Link[] = [{ relation: 'self', url: `${address}${request.query ? `?${request.query}` : ''}` }];
  const kept = since === undefined ? '' : `&_since=${encodeURIComponent(since)}`;
  if (next !== undefined)
    links.push({ relation: 'next', url: `${address}?_count=${limit}${kept}&_cursor=${encodeURIComponent(next)}` });
  return plain(bundleText({ type: 'history', id: services.kernel.newId(), at: asking.now, total, links }, entries));
}

export async function instanceHistory(call: Call, type: string, id: string): Promise<FhirReply> {
  const { services, asking, pairs } = call;
  const { limit, since, cursor } = historyPage(call);
  if (cursor !== undefined && !/^\d{1,9}$/.test(cursor))
    throw new Refusal('invalid', '_cursor is not one of this server.', { code: 'value' });
  const before = cursor === undefined ? undefined : Number(cursor);
  const page = await readVersions(services, asking, type, id, { before, limit });
  see(call, [page.patientId]);
  await audited(call, 'read', `${type}/${id}/_history`);
  const versions = since ? page.versions.filter((one) => one.at >= since) : page.versions;
  const entries = versions.map((one) => historyEntry(call, type, id, one));
  const whole = versions.length === page.versions.length;
  return historyReply(call, `${asking.base}/${type}/${id}/_history`, entries, {
    limit,
    since: valueOf(pairs, '_since'),
    next: whole && page.next !== undefined ? String(page.next) : undefined,
    total: since ? undefined : page.total,
  });
}

export async function typeHistory(call: Call, type: string): Promise<FhirReply> {
  const { services, asking, pairs } = call;
  const asked = historyPage(call);
  const { changes, next } = await readTypeHistory(services, asking, type, asked);
  see(
    call,
    changes.map((one) => one.patientId),
  );
  await audited(call, 'search', `${type}/_history`);
  const entries = changes.map((one) => historyEntry(call, type, one.id, one));
  const since = valueOf(pairs, '_since');
  return historyReply(call, `${asking.base}/${type}/_history`, entries, { limit: asked.limit, since, next });
}
