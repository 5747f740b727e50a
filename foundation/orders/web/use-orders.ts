// What all screens of orders share: the kinds, texts in the reader's language, and the keys of their queries.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { LocalText } from '#foundation/knowledge/rules/content.ts';
import { registryRoutes } from '#foundation/registry/contract.ts';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { orderRoutes, type KindView } from '../contract.ts';

export const ordersKey = ['orders'] as const;
export const personOrdersKey = (personId: string) => [...ordersKey, 'person', personId] as const;
export const orderKey = (orderId: string) => [...ordersKey, 'one', orderId] as const;

export function useKinds() {
  const api = useApi();
  return useQuery({
    queryKey: ['order-kinds'],
    queryFn: ({ signal }) => api.call(orderRoutes.kinds, { signal }),
    staleTime: 10 * 60_000,
  });
}

export const kindOf = (kinds: readonly KindView[], kind: string): KindView | undefined =>
  kinds.find((one) => one.kind === kind);

export function useLocal(): { of: (text: LocalText) => string; language: 'zh' | 'en' } {
  const language = useWords().language === 'en' ? 'en' : 'zh';
  return { of: (text) => text[language], language };
}

/** Organisations to choose from; asked for only where a form has such a field. */
export function useOrganisations(wanted: boolean) {
  const api = useApi();
  return useQuery({
    queryKey: ['organisations'],
    queryFn: ({ signal }) => api.call(registryRoutes.organisations, { signal }),
    staleTime: 10 * 60_000,
    enabled: wanted,
  });
}

const clockMilliseconds = 15_000;

/** Now, for what is late: it moves on by itself. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), clockMilliseconds);
    return () => clearInterval(timer);
  }, []);
  return now;
}
