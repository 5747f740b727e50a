// Binds the own links, the doors that are open and their administration to their use cases.
import { fail, succeed } from '#platform/contract.ts';
import { endpoint, type Endpoint } from '#platform/kernel/http/endpoint.ts';
import {
  changeProvider as changeRoute,
  confirmLink,
  listProviders as listRoute,
  myLinks,
  openDoors,
  pendingLink,
  ProviderChange,
  Start,
  startLink,
  takeBackLink,
  tryProvider as tryRoute,
} from '../contract.ts';
import { entryOf } from '../rules/entries.ts';
import { browserCookie, pendingCookie } from './door-routes.ts';
import { isProviderName, type Parts } from './parts.ts';
import { doorShut } from './problems.ts';
import { attemptSeconds, begin } from './use-cases/begin.ts';
import { changeProvider, showProviders, tryProvider } from './use-cases/configure.ts';
import { checkStepUp, confirmPending, showLinks, showPending, takeBack } from './use-cases/link.ts';

export function endpointsOf(parts: Parts): Endpoint[] {
  const own = { permission: 'identity-link.link.own', person: 'none' } as const;
  const manage = { permission: 'identity-link.provider.manage', person: 'none' } as const;
  return [
    endpoint(myLinks, { ...own, summary: 'Own identities at messengers and the county app' }, async ({ actor }) =>
      succeed({ links: await showLinks(parts, actor) }),
    ),
    endpoint(
      startLink,
      { ...own, body: Start, summary: 'Begin to link an identity', perMinute: 20 },
      async ({ body, actor, exchange }) => {
        const allowed = await checkStepUp(parts, exchange.token!);
        if (!allowed.ok) return allowed;
        const begun = await begin(parts, {
          provider: body.provider,
          entry: entryOf('notices')!,
          portal: body.portal,
          linking: { accountId: actor.accountId, token: exchange.token! },
        });
        if (!begun.ok) return begun;
        exchange.setCookie(browserCookie, begun.value.browser, attemptSeconds);
        return succeed({ address: begun.value.address });
      },
    ),
    endpoint(pendingLink, { ...own, summary: 'The identity that this browser brought' }, async ({ exchange }) =>
      showPending(parts, exchange.cookie(pendingCookie)),
    ),
    endpoint(
      confirmLink,
      { ...own, summary: 'Link the identity that this browser brought', perMinute: 20 },
      async ({ actor, exchange }) => {
        const allowed = await checkStepUp(parts, exchange.token!);
        if (!allowed.ok) return allowed;
        const confirmed = await confirmPending(parts, actor, exchange.cookie(pendingCookie));
        exchange.clearCookie(pendingCookie);
        return confirmed;
      },
    ),
    endpoint(takeBackLink, { ...own, summary: 'Take an own link back' }, async ({ params, actor }) =>
      takeBack(parts, actor, params.provider),
    ),
    endpoint(openDoors, { permission: 'public', person: 'none', summary: 'Doors that are open' }, async () => {
      const rows = (await showProviders(parts)).filter(({ enabled }) => enabled);
      return succeed({ providers: rows.map(({ provider, simulated }) => ({ provider, simulated })) });
    }),
    endpoint(
      listRoute,
      { permission: 'identity-link.provider.list', person: 'none', summary: 'Messengers and the county app' },
      async () => succeed({ providers: await showProviders(parts) }),
    ),
    endpoint(
      changeRoute,
      { ...manage, body: ProviderChange, summary: 'Configure a messenger or the county app' },
      async ({ params, body, actor, ifMatch }) =>
        isProviderName(params.provider)
          ? changeProvider(parts, actor, params.provider, ProviderChange.parse(body), ifMatch!)
          : fail(doorShut),
    ),
    endpoint(tryRoute, { ...manage, summary: 'Try a messenger or the county app', perMinute: 20 }, async ({ params }) =>
      tryProvider(parts, params.provider),
    ),
  ];
}
