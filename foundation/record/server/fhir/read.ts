// Answers read, vread and the history of an instance.
import { Refusal } from '../refusal.ts';
import { readingView, readResource, readVersion, readVersions } from '../use-cases/read-resource.ts';
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

export async function instanceHistory(call: Call, type: string, id: string): Promise<FhirReply> {
  const { services, asking, pairs, request } = call;
  const limit = Math.min(Number(valueOf(pairs, '_count') ?? 100) || 100, 1000);
  const cursor = valueOf(pairs, '_cursor');
  const before = cursor === undefined ? undefined : Number(cursor);
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
