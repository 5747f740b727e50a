// 我的上门: what a nurse may take, nearest first, and her visits in the order in which she goes; for a phone in one hand.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { Button, buttonClass } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { isFailure } from '#platform/ui/api/failure.ts';
import { ChoiceField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import type { Position } from '../../rules/distance.ts';
import { visitOrder } from '../../rules/visit-order.ts';
import { visitRoutes, type VisitRow } from '../../visits-contract.ts';
import { HomeCareTabs } from '../home-care-tabs.tsx';
import { askPosition } from '../use-position.ts';
import { useStep, useVisitsLive, visitsKey } from '../use-visit.ts';
import { useVisitWords } from '../visit-words.ts';
import styles from '../home-care.module.css';

export function WorkPage() {
  const { t } = useWords();
  const api = useApi();
  const [search, setSearch] = useSearchParams();
  const [here, setHere] = useState<Position>();
  useEffect(() => void askPosition().then(setHere), []);
  const list = search.get('list') === 'mine' ? 'mine' : 'open';
  useVisitsLive();
  const work = useQuery({
    queryKey: [...visitsKey, 'work', here],
    queryFn: ({ signal }) => api.call(visitRoutes.work, { query: here ?? {}, signal }),
    refetchInterval: 15_000,
  });
  return (
    <>
      <PageHead title={t('homeCare.work')} />
      <HomeCareTabs />
      <QueryView query={work} skeleton={<Skeleton lines={8} />}>
        {({ open, mine }) => (
          <div className={styles['stack']}>
            <ChoiceField
              name="list"
              label={t('homeCare.workList')}
              value={list}
              onChange={(next) => setSearch({ list: next }, { replace: true })}
              choices={[
                { value: 'open', label: t('homeCare.openVisits', { count: open.length }) },
                { value: 'mine', label: t('homeCare.myVisits', { count: mine.length }) },
              ]}
            />
            {list === 'open' ? <Open visits={open} /> : <Mine visits={visitOrder(mine, here)} />}
          </div>
        )}
      </QueryView>
    </>
  );
}

/** What became of the last press stays above the list: the card itself goes when somebody else was faster. */
function Open({ visits }: { visits: readonly VisitRow[] }) {
  const { t } = useWords();
  const [outcome, setOutcome] = useState<{ got: string } | { lost: unknown }>();
  const nearest = visits.toSorted((a, b) => (a.distanceMetres ?? Infinity) - (b.distanceMetres ?? Infinity));
  return (
    <>
      {outcome && 'got' in outcome && <p role="status">{t('homeCare.grabbed', { what: outcome.got })}</p>}
      {outcome && 'lost' in outcome && <Lost error={outcome.lost} />}
      {visits.length === 0 && <Empty title={t('homeCare.nothingOpen')}>{t('homeCare.nothingOpenText')}</Empty>}
      {nearest.map((visit) => (
        <OpenCard key={visit.orderId} visit={visit} onOutcome={setOutcome} />
      ))}
    </>
  );
}

function Lost({ error }: { error: unknown }) {
  const { t } = useWords();
  if (!isFailure(error, 'conflict', 'rule-broken') || !error.problem)
    return <Failure error={error} safe={t('homeCare.grabLost')} />;
  return (
    <p role="alert" className={styles['draft']}>
      {error.problem.title} {t('homeCare.grabLost')}
    </p>
  );
}

function Facts({ visit, number }: { visit: VisitRow; number?: number }) {
  const { t, instant, distance, age } = useWords();
  return (
    <>
      <div className={styles['row']}>
        <h2>
          {number !== undefined && `${number}. `}
          {visit.itemName}
        </h2>
        {visit.simulated && <SimulatedBadge />}
      </div>
      <p>
        <strong>{instant(visit.wantedAt)}</strong> · {t('homeCare.minutes', { minutes: visit.minutes })}
      </p>
      <p>
        {visit.personName} {visit.birthOn && age(visit.birthOn)} · {visit.townshipName} {visit.villageName}
        {visit.distanceMetres !== undefined && <strong> · {distance(visit.distanceMetres)}</strong>}
      </p>
    </>
  );
}

function OpenCard({
  visit,
  onOutcome,
}: {
  visit: VisitRow;
  onOutcome: (outcome: { got: string } | { lost: unknown }) => void;
}) {
  const { t } = useWords();
  const step = useStep(visit);
  const grab = () =>
    step.mutateAsync({ transition: 'grab' }).then(
      () => onOutcome({ got: visit.itemName }),
      (lost: unknown) => onOutcome({ lost }),
    );
  return (
    <section className={styles['card']} aria-label={`${visit.itemName} ${visit.personName}`}>
      <Facts visit={visit} />
      {visit.hindrance ? (
        <p className="quiet">{t(`homeCare.hindrance.${visit.hindrance}`)}</p>
      ) : (
        <div className={styles['wide']}>
          <Button kind="primary" wide busy={step.isPending} onClick={() => void grab()}>
            {t('homeCare.grab')}
          </Button>
        </div>
      )}
    </section>
  );
}

function Mine({ visits }: { visits: readonly VisitRow[] }) {
  const { t } = useWords();
  const words = useVisitWords();
  if (visits.length === 0) return <Empty title={t('homeCare.nothingMine')}>{t('homeCare.nothingMineText')}</Empty>;
  return (
    <>
      {visits.map((visit, index) => (
        <section key={visit.orderId} className={styles['card']} aria-label={`${visit.itemName} ${visit.personName}`}>
          <Facts visit={visit} number={index + 1} />
          <div className={styles['row']}>
            <LevelTag level={words.level(visit.kind, visit.state)}>{words.state(visit.kind, visit.state)}</LevelTag>
            <Link to={`/home-care/visits/${visit.personId}/${visit.orderId}`} className={buttonClass('primary')}>
              {t('homeCare.openVisit')}
            </Link>
            {visit.position && (
              <a className={buttonClass('plain')} href={`geo:${visit.position.lat},${visit.position.lon}`}>
                {t('homeCare.navigate')}
              </a>
            )}
          </div>
        </section>
      ))}
    </>
  );
}
