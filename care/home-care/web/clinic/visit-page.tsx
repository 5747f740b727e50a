// One home visit for staff: who, what, where, the money, and the next step, whichever side the reader stands on.
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Skeleton } from '#platform/ui/states/states.tsx';
import { PersonHeader } from '#foundation/record/web/person-header.tsx';
import type { OrderView } from '#foundation/orders/contract.ts';
import type { VisitSheet } from '../../visits-contract.ts';
import { Complaints } from './complaints.tsx';
import { DeskActions } from './desk-actions.tsx';
import { NurseActions } from './nurse-actions.tsx';
import { useVisit, useVisitsLive } from '../use-visit.ts';
import { StepForms } from './step-forms.tsx';
import { wordsOf } from '../../rules/elder-record.ts';
import { homeCareKinds, useVisitWords } from '../visit-words.ts';
import { VisitMoney } from '../visit-money.tsx';
import styles from '../home-care.module.css';

export function VisitPage() {
  const { t, instant } = useWords();
  const words = useVisitWords();
  const { personId = '', orderId = '' } = useParams();
  const key = { personId, orderId };
  const { order, sheet } = useVisit(key);
  useVisitsLive();
  return (
    <>
      <QueryView query={sheet} skeleton={<Skeleton lines={8} />}>
        {(data) => (
          <QueryView query={order}>
            {(view) => (
              <>
                <PageHead
                  title={data.visit.itemName}
                  badges={
                    <>
                      <LevelTag level={words.level(view.kind, view.state)}>
                        {words.state(view.kind, view.state)}
                      </LevelTag>
                      {data.visit.simulated && <SimulatedBadge />}
                    </>
                  }
                />
                <PersonHeader personId={personId} />
                <div className={styles['cards']}>
                  <div className={styles['stack']}>
                    {view.kind === 'home-service' ? (
                      <>
                        <NurseActions order={view} sheet={data} />
                        <DeskActions order={view} sheet={data} />
                      </>
                    ) : (
                      <StepForms order={view} />
                    )}
                    <Complaints sheet={data} visitKey={key} />
                  </div>
                  <div className={styles['stack']}>
                    <Wanted order={view} sheet={data} />
                    {data.charge && (
                      <section className={styles['card']}>
                        <h2>{t('homeCare.money')}</h2>
                        <VisitMoney charge={data.charge} />
                      </section>
                    )}
                    <section className={styles['card']}>
                      <h2>{t('homeCare.history')}</h2>
                      <ol>
                        {view.history.map((one) => (
                          <li key={one.version}>
                            <span className="quiet">{instant(one.at)}</span> {one.told}
                            {given(view.kind, one.transition, one.given)}
                          </li>
                        ))}
                      </ol>
                      {view.ratings.map((one) => (
                        <p key={one.by}>
                          {t('homeCare.rated', { stars: one.stars })} {one.comment}
                        </p>
                      ))}
                    </section>
                  </div>
                </div>
              </>
            )}
          </QueryView>
        )}
      </QueryView>
    </>
  );
}

/** What was filled in at a step, in the words of its form. */
function given(kind: string, transition: string | undefined, values: OrderView['payload']) {
  const form = transition && homeCareKinds[kind]?.transitions[transition]?.form;
  const words = form ? wordsOf(form, values) : '';
  return words && <p style={{ whiteSpace: 'pre-line' }}>{words}</p>;
}

function Wanted({ order, sheet }: { order: OrderView; sheet: VisitSheet }) {
  const { t, instant, distance } = useWords();
  const { visit, item, arrival } = sheet;
  const said = (name: string) =>
    typeof order.payload[name] === 'string' ? (order.payload[name] as string) : undefined;
  const phone = said('phone');
  const facts: [string, ReactNode][] = [
    [t('homeCare.wantedAt'), instant(visit.wantedAt)],
    [t('homeCare.address'), said('address')],
    [t('homeCare.village'), `${visit.townshipName} ${visit.villageName}`],
    [
      t('homeCare.phone'),
      phone && (
        <a key="phone" href={`tel:${phone.replaceAll(/[\s-]/g, '')}`}>
          {phone}
        </a>
      ),
    ],
    [t('homeCare.why'), said('why') ?? said('purpose') ?? said('what') ?? said('diagnosis')],
    [t('homeCare.wish'), said('wish')],
    [t('homeCare.note'), said('note')],
    [t('homeCare.askedBy'), order.askedBy ?? order.requesterName],
    [t('homeCare.nurse'), visit.nurseName],
    [t('homeCare.item.contraindications'), item?.contraindications.join(t('ui.comma'))],
    [
      t('homeCare.item.consumables'),
      item?.consumables.map((one) => `${one.name} ${one.quantity}${one.unit}`).join(t('ui.comma')),
    ],
    [
      t('homeCare.arrived'),
      arrival &&
        `${instant(arrival.at)} ${arrival.reason ?? (arrival.metres === undefined ? '' : distance(arrival.metres))}`,
    ],
  ];
  return (
    <section className={styles['card']}>
      <h2>{t('homeCare.wanted')}</h2>
      <dl className={styles['facts']}>
        {facts.map(([label, value]) =>
          value ? (
            <div key={label} style={{ display: 'contents' }}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
    </section>
  );
}
