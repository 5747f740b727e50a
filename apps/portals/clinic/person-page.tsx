// The record of a person at the desk, with what may be asked for them.
import { Link, useParams } from 'react-router';
import { useTranslation } from 'react-i18next';
import { StartOrders } from '#foundation/orders/web/clinic/start-orders.tsx';
import { PersonRecord } from '#foundation/record/web/clinic/person-record.tsx';
import { buttonClass } from '#platform/ui/actions/button.tsx';

export function PersonPage() {
  const { t } = useTranslation();
  const { personId = '' } = useParams();
  return (
    <PersonRecord
      actions={
        <>
          <Link to={`/people/${personId}/orders`} className={`${buttonClass('quiet')} no-print`}>
            {t('orders.title')}
          </Link>
          <StartOrders />
        </>
      }
    />
  );
}
