// What may be begun for the person whose record is open: a menu with one line a kind.
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { buttonClass } from '#platform/ui/actions/button.tsx';
import { Menu } from '#platform/ui/actions/menu.tsx';
import { useKinds, useLocal } from '../use-orders.ts';

export function StartOrders() {
  const { t } = useTranslation();
  const { personId = '' } = useParams();
  const kinds = useKinds();
  const local = useLocal();
  const open = (kinds.data?.kinds ?? []).filter(({ mayPlace }) => mayPlace);
  if (open.length === 0) return null;
  return (
    <Menu label={t('orders.start')}>
      {open.map(({ kind, verb }) => (
        <Link key={kind} to={`/people/${personId}/orders/new/${kind}`} className={buttonClass('quiet')}>
          {local.of(verb)}
        </Link>
      ))}
    </Menu>
  );
}
