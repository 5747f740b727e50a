// A home service (上门服务) for a person from their record: choose from the catalogue that their institution offers, or write a wish.
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { PersonHeader } from '#foundation/record/web/person-header.tsx';
import { SelectField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import { ServiceForm } from '../service-form.tsx';
import { useOffers } from '../use-visit.ts';

const wish = 'wish';

export function PlaceServicePage() {
  const { t, money } = useWords();
  const navigate = useNavigate();
  const { personId = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const offers = useOffers(personId);
  const code = search.get('code') ?? '';
  return (
    <>
      <PersonHeader personId={personId} />
      <PageHead title={t('homeCare.my.order')} />
      <QueryView query={offers} skeleton={<Skeleton lines={8} />}>
        {({ items, address, organisationName, personName }) =>
          organisationName === '' ? (
            <Empty title={t('homeCare.noOffers')}>{t('homeCare.noOffersText')}</Empty>
          ) : (
            <>
              <SelectField
                name="code"
                label={t('homeCare.offersBy', { name: organisationName })}
                value={code}
                onChange={(next) => setSearch(next ? { code: next } : {}, { replace: true })}
                choices={[
                  { value: '', label: t('homeCare.chooseService') },
                  ...items.map((item) => ({
                    value: item.code,
                    label: `${item.name} · ${money(item.priceFen)} · ${t('homeCare.my.minutes', { minutes: item.minutes })}`,
                  })),
                  { value: wish, label: t('homeCare.my.otherWish') },
                ]}
              />
              {code && (
                <ServiceForm
                  key={code}
                  person={{ personId, name: personName }}
                  item={items.find((one) => one.code === code)}
                  address={address ?? ''}
                  onPlaced={(orderId) => void navigate(`/home-care/visits/${personId}/${orderId}`, { replace: true })}
                  onLeave={{ text: t('ui.leaveIt'), go: () => void navigate(`/people/${personId}`) }}
                />
              )}
            </>
          )
        }
      </QueryView>
    </>
  );
}
