// One visit for a screen: the order with what the reader may do, and the sheet with its money; a step moves both on.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { useLiveRefresh } from '#platform/ui/live/use-live.ts';
import { myOrdersTopic, orderRoutes, ordersTopic, type OrderView } from '#foundation/orders/contract.ts';
import type { Values } from '#foundation/orders/rules/fields.ts';
import { visitRoutes } from '../visits-contract.ts';

export const visitsKey = ['home-care', 'visits'] as const;

/** As orders move, visits move: what is on the screen is read again at once; the interval is for a lost connection. */
export const useMyVisitsLive = (personId: string): void => useLiveRefresh(`${myOrdersTopic}/${personId}`, visitsKey);
export const useVisitsLive = (): void => useLiveRefresh(ordersTopic, visitsKey);

export interface VisitKey {
  personId: string;
  orderId: string;
}
export function useVisit(params: VisitKey) {
  const api = useApi();
  const order = useQuery({
    queryKey: [...visitsKey, 'order', params.orderId],
    queryFn: ({ signal }) => api.call(orderRoutes.read, { params: { ...params }, signal }),
    refetchInterval: 20_000,
  });
  const sheet = useQuery({
    queryKey: [...visitsKey, 'sheet', params.orderId],
    queryFn: ({ signal }) => api.call(visitRoutes.read, { params: { ...params }, signal }),
    refetchInterval: 20_000,
  });
  return { order, sheet };
}

export interface Step {
  transition: string;
  given?: Values;
  assigneeId?: string;
}
/** One key for one press: what is sent again by a bad network counts once. */
export function useStep(params: VisitKey) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation<OrderView, Error, Step>({
    mutationFn: ({ transition, given, assigneeId }) => {
      const key = newId();
      return api.call(orderRoutes.move, {
        params: { ...params },
        body: { key, transition, ...(given && { given }), ...(assigneeId && { assigneeId }) },
        idempotencyKey: key,
      });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['home-care'] }),
  });
}

/** What the institution of the person's village offers. */
export function useOffers(personId: string) {
  const api = useApi();
  return useQuery({
    queryKey: ['home-care', 'offers', personId],
    queryFn: ({ signal }) => api.call(visitRoutes.offers, { params: { personId }, signal }),
  });
}
