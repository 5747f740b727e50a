// Patient/$everything: all that belongs to a patient and what it names, page by page.
import { readEverything } from '../../use-cases/read-everything.ts';
import { readingView } from '../../use-cases/read-resource.ts';
import { bundleText, searchEntry, shownText } from '../bundle-text.ts';
import type { Link } from '../bundle-text.ts';
import { audited, plain, see, valueOf } from '../call.ts';
import type { FhirOperation } from './operation.ts';

export const everything: FhirOperation = {
  name: 'everything',
  definition: 'http://hl7.org/fhir/OperationDefinition/Patient-everything',
  on: ['instance'],
  types: ['Patient'],
  methods: ['GET'],
  async run(call, { id }) {
    const { services, asking, request, pairs } = call;
    const page = await readEverything(services, asking, id!, pairs);
    see(call, [page.patientId]);
    await audited(call, 'read', `Patient/${id!}/$everything`);
    const view = readingView(services, asking);
    const address = `${asking.base}/Patient/${id!}/$everything`;
    const links: Link[] = [{ relation: 'self', url: `${address}${request.query ? `?${request.query}` : ''}` }];
    const count = valueOf(pairs, '_count');
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
    const total =
      page.next === undefined && !pairs.some(([key]) => key === '_cursor') ? page.matches.length : undefined;
    return plain(bundleText({ type: 'searchset', id: services.kernel.newId(), at: asking.now, total, links }, entries));
  },
};
