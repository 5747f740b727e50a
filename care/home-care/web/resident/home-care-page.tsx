// 上门服务: what may be ordered for myself or my mother, and what was ordered so far.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { Button, buttonClass } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { Card } from '#platform/ui/elder/tile.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import { FamilySwitch } from '#foundation/registry/web/resident/family-switch.tsx';
import { usePersonInView } from '#foundation/registry/web/resident/person-in-view.tsx';
import type { CatalogueItem } from '../../rules/catalogue-item.ts';
import { visitRoutes, type VisitRow } from '../../visits-contract.ts';
import { useMyVisitsLive, useOffers, visitsKey } from '../use-visit.ts';
import { useVisitWords } from '../visit-words.ts';
import styles from './resident.module.css';

export function HomeCarePage() {
  const { t } = useWords();
  const api = useApi();
  const { person } = usePersonInView();
  const { personId } = person.person;
  const offers = useOffers(personId);
  useMyVisitsLive(personId);
  const visits = useQuery({
    queryKey: [...visitsKey, 'person', personId],
    queryFn: ({ signal }) => api.call(visitRoutes.ofPerson, { params: { personId }, signal }),
    refetchInterval: 20_000,
  });
  return (
    <>
      <title>{t('homeCare.my.title')}</title>
      <h1>{t('homeCare.my.title')}</h1>
      <FamilySwitch />
      <QueryView query={visits} skeleton={<Skeleton lines={3} />}>
        {(data) => <Ordered visits={data.visits} />}
      </QueryView>
      <QueryView query={offers} skeleton={<Skeleton lines={8} />}>
        {({ items, organisationName }) =>
          items.length === 0 ? (
            <Empty title={t('homeCare.my.noOffers')}>{t('homeCare.my.noOffersText')}</Empty>
          ) : (
            <>
              <h2>{t('homeCare.my.offers')}</h2>
              <p className="quiet">{t('homeCare.my.offersBy', { name: organisationName })}</p>
              <ul className={styles['list']}>
                {items.map((item) => (
                  <li key={item.code}>
                    <Offer item={item} />
                  </li>
                ))}
              </ul>
              <Card title={t('homeCare.my.otherWish')}>
                <p>{t('homeCare.my.otherWishText')}</p>
                <Link to="/home-care/new" className={buttonClass('plain', true)}>
                  {t('homeCare.my.sayWish')}
                </Link>
              </Card>
            </>
          )
        }
      </QueryView>
    </>
  );
}

function Ordered({ visits }: { visits: readonly VisitRow[] }) {
  const { t, instant } = useWords();
  const words = useVisitWords();
  const [shown, show] = useState(6);
  if (visits.length === 0) return null;
  return (
    <>
      <h2>{t('homeCare.my.ordered')}</h2>
      <ul className={styles['list']}>
        {visits.slice(0, shown).map((visit) => (
          <li key={visit.orderId}>
            <Card title={visit.itemName}>
              <p>{words.plain(visit.kind, visit.state)}</p>
              <p className="quiet">
                {instant(visit.wantedAt)} · {visit.personName}
              </p>
              <Link to={`/home-care/${visit.personId}/${visit.orderId}`} className={buttonClass('plain', true)}>
                {t('homeCare.my.look')}
              </Link>
            </Card>
          </li>
        ))}
      </ul>
      {visits.length > shown && <Button onClick={() => show(visits.length)}>{t('homeCare.my.earlier')}</Button>}
    </>
  );
}

function Offer({ item }: { item: CatalogueItem }) {
  const { t, money } = useWords();
  return (
    <Card title={item.name}>
      <p>{item.plainWords}</p>
      <p className={styles['row']}>
        <span className={styles['price']}>{money(item.priceFen)}</span>
        <span>{t('homeCare.my.minutes', { minutes: item.minutes })}</span>
        {item.simulated && <SimulatedBadge />}
      </p>
      <Link to={`/home-care/new?code=${encodeURIComponent(item.code)}`} className={buttonClass('primary', true)}>
        {t('homeCare.my.order')}
      </Link>
    </Card>
  );
}
