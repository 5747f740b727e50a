// One order on the screen: read and refreshed live, moved with one key per press, rated.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '#platform/ui/api/api-context.ts';
import { isFailure } from '#platform/ui/api/failure.ts';
import { orderRoutes, type MoveBody, type OrderView, type RateBody } from '../contract.ts';
import { orderKey, ordersKey } from './use-orders.ts';

const refreshMilliseconds = 30_000;

export function useOrder(personId: string, orderId: string) {
  const api = useApi();
  return useQuery({
    queryKey: orderKey(orderId),
    queryFn: ({ signal }) => api.call(orderRoutes.read, { params: { personId, orderId }, signal }),
    refetchInterval: refreshMilliseconds,
  });
}

export function useMoveOrder(order: Pick<OrderView, 'personId' | 'orderId'>) {
  const api = useApi();
  const queries = useQueryClient();
  const params = { personId: order.personId, orderId: order.orderId };
  return useMutation({
    mutationFn: (body: MoveBody) => api.call(orderRoutes.move, { params, body, idempotencyKey: body.key }),
    onSuccess: (after) => {
      queries.setQueryData(orderKey(order.orderId), after);
      void queries.invalidateQueries({ queryKey: [...ordersKey] });
    },
    onError: (error) => {
      // Somebody was faster: show how it stands now.
      if (isFailure(error) && error.kind === 'conflict') void queries.invalidateQueries({ queryKey: [...ordersKey] });
    },
  });
}

export function useRateOrder(order: Pick<OrderView, 'personId' | 'orderId'>) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: RateBody) =>
      api.call(orderRoutes.rate, { params: { personId: order.personId, orderId: order.orderId }, body }),
    onSuccess: (after) => queries.setQueryData(orderKey(order.orderId), after),
  });
}
