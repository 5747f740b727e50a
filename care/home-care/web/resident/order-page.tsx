// One order of a home service by the person or the family, from the catalogue or as a wish.
import { useNavigate, useSearchParams } from 'react-router';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Skeleton } from '#platform/ui/states/states.tsx';
import { FamilySwitch } from '#foundation/registry/web/resident/family-switch.tsx';
import { usePersonInView } from '#foundation/registry/web/resident/person-in-view.tsx';
import { ServiceForm } from '../service-form.tsx';
import { useOffers } from '../use-visit.ts';

export function OrderPage() {
  const { t } = useWords();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const { person } = usePersonInView();
  const { personId } = person.person;
  const offers = useOffers(personId);
  const code = search.get('code');
  return (
    <>
      <title>{t('homeCare.my.order')}</title>
      <h1>{t('homeCare.my.order')}</h1>
      <FamilySwitch />
      <QueryView query={offers} skeleton={<Skeleton lines={8} />}>
        {({ items, address }) => (
          <ServiceForm
            key={personId}
            person={person.person}
            item={items.find((one) => one.code === code)}
            address={address ?? ''}
            onPlaced={(orderId) => void navigate(`/home-care/${personId}/${orderId}`, { replace: true })}
            onLeave={{ text: t('homeCare.my.back'), go: () => void navigate('/home-care') }}
          />
        )}
      </QueryView>
    </>
  );
}
