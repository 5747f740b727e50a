// Answers a search of one type.
import { outcome } from '#platform/fhir/outcome.ts';
import { readingView } from '../use-cases/read-resource.ts';
import { searchResources } from '../use-cases/search-resources.ts';
import type { SearchPage } from '../use-cases/search-resources.ts';
import { permissions } from '../store/visibility.ts';
import { bundleText, searchEntry, shownText } from './bundle-text.ts';
import type { Link } from './bundle-text.ts';
import { plain, see } from './call.ts';
import type { Call, Pairs } from './call.ts';
import type { FhirReply } from './request.ts';

/** The search as its address carries it; nothing where it was posted. */
const addressOf = ({ request }: Call): string => (request.method === 'POST' ? '' : request.query);

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
  if (page.next !== undefined) {
    const kept = addressOf(call)
      .split('&')
      .filter((part) => part !== '' && !part.startsWith('_cursor='));
    links.push({
      relation: 'next',
      url: `${address}?${[...kept, `_cursor=${encodeURIComponent(page.next)}`].join('&')}`,
    });
  }
  return links;
}

export async function search(call: Call, type: string, pairs: Pairs): Promise<FhirReply> {
  const { services, asking } = call;
  const page = await searchResources(services.kernel.db, services, asking, type, pairs, {
    whole: true,
    addressed: call.request.method !== 'POST',
  });
  const { matches, included, whole, request, warnings } = page;
  if (whole && whole.count > 0) see(call, [whole.patientId]);
  for (const group of [matches, included])
    see(
      call,
      group.map((one) => one.patientId),
    );
  await services.kernel.audit.recordRead(asking.actor, {
    action: 'search',
    permission: permissions.read,
    outcome: 'success',
    object: type,
    detail: { shown: whole?.count ?? matches.length },
  });
  const view = readingView(services, asking);
  const text = (content: string) => shownText(services, view, content, request);
  const entries = [
    ...(whole && whole.count > 0 ? [whole.entries] : []),
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
