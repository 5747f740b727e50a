// What may be begun for the person whose record is open: one button a kind.
import { Link, useParams } from 'react-router';
import { buttonClass } from '#platform/ui/actions/button.tsx';
import { useKinds, useLocal } from '../use-orders.ts';

export function StartOrders() {
  const { personId = '' } = useParams();
  const kinds = useKinds();
  const local = useLocal();
  return (kinds.data?.kinds ?? [])
    .filter(({ mayPlace }) => mayPlace)
    .map(({ kind, verb }) => (
      <Link key={kind} to={`/people/${personId}/orders/new/${kind}`} className={`${buttonClass()} no-print`}>
        {local.of(verb)}
      </Link>
    ));
}
