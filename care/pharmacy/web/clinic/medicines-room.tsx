// The room of a person's medicines at the desk: run-out days, days covered with their gaps, reminders with receipts, and how the person is reminded.
import { useParams } from 'react-router';
import { DeliveryList } from '#foundation/messaging/web/preferences/delivery-list.tsx';
import { PreferencesCard } from '#foundation/messaging/web/preferences/preferences-card.tsx';
import { PersonHeader, usePerson } from '#foundation/record/web/person-header.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { PrintButton, PrintHeader } from '#platform/ui/print/print.tsx';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import type { PersonMedicines } from '../../contract.ts';
import { isAdherent, percentOf, type Adherence } from '../../rules/adherence.ts';
import { CoverageStrip } from '../refills/coverage-strip.tsx';
import { isQuiet, RefillSentence, RefillTag } from '../refills/refill-text.tsx';
import { useMedicines } from '../refills/use-medicines.ts';
import styles from '../refills/refills.module.css';

export function MedicinesRoom() {
  const { t } = useWords();
  const { personId = '' } = useParams();
  const me = useMe();
  const person = usePerson(personId);
  const medicines = useMedicines(personId);
  return (
    <div className={styles['stack']}>
      <title>{t('pharmacy.room')}</title>
      <PrintHeader title={t('pharmacy.room')} by={me.displayName} {...(person.data && { person: person.data.name })} />
      <PersonHeader personId={personId} actions={<PrintButton />} />
      <QueryView query={medicines} skeleton={<Skeleton lines={10} />}>
        {(data) => (
          <div className={styles['columns']}>
            <div className={styles['stack']}>
              <Medicines data={data} />
              <Regularity adherence={data.adherence} />
            </div>
            <div className={styles['stack']}>
              <Reminders data={data} />
              <section className={`${styles['card']} no-print`} aria-label={t('pharmacy.howReminded')}>
                <h2>{t('pharmacy.howReminded')}</h2>
                <PreferencesCard key={personId} personId={personId} asStaff />
              </section>
            </div>
          </div>
        )}
      </QueryView>
    </div>
  );
}

function Medicines({ data: { medicines } }: { data: PersonMedicines }) {
  const { t, date } = useWords();
  return (
    <section className={styles['card']} aria-label={t('pharmacy.supplies')}>
      <h2>{t('pharmacy.supplies')}</h2>
      {medicines.length === 0 ? (
        <Empty title={t('pharmacy.noMedicines')} icon="medication">
          {t('pharmacy.noMedicinesText')}
        </Empty>
      ) : (
        <ul className={styles['list']}>
          {medicines.map((one) => (
            <li key={one.medicine} className={styles['item']}>
              <div className={styles['head']}>
                <strong>{one.name}</strong>
                <RefillTag refill={one.refill} />
              </div>
              <p>
                <RefillSentence refill={one.refill} />
              </p>
              <p className="quiet">
                {[one.dosage, one.dispensedOn && t('pharmacy.dispensedOn', { on: date(one.dispensedOn) })]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
              {isQuiet(one) && <p className="quiet">{t('pharmacy.notReminded')}</p>}
            </li>
          ))}
        </ul>
      )}
      <p className="quiet">{t('pharmacy.predictedBy')}</p>
    </section>
  );
}

function Regularity({ adherence }: { adherence: readonly Adherence[] }) {
  const { t } = useWords();
  return (
    <section className={styles['card']} aria-label={t('pharmacy.adherence')}>
      <h2>{t('pharmacy.adherence')}</h2>
      {adherence.length === 0 && <p className="quiet">{t('pharmacy.adherenceNone')}</p>}
      <ul className={styles['list']}>
        {adherence.map((one) => (
          <ClassLine key={one.therapy} adherence={one} />
        ))}
      </ul>
      <p className="quiet">{t('pharmacy.adherenceSource')}</p>
    </section>
  );
}

function ClassLine({ adherence }: { adherence: Adherence }) {
  const { t, date } = useWords();
  const { therapy, medicines, coveredDays, windowDays, hospitalDays, fills, fromOn, toOn, gaps, notMeasured } =
    adherence;
  const percent = percentOf(adherence);
  return (
    <li className={styles['item']}>
      <div className={styles['head']}>
        <strong>{t(`pharmacy.therapy.${therapy}`)}</strong>
        {notMeasured ? (
          <span className="quiet">{t(`pharmacy.notMeasured.${notMeasured}`)}</span>
        ) : (
          <LevelTag level={isAdherent(adherence) ? 'green' : 'amber'}>{t('pharmacy.pdc', { percent })}</LevelTag>
        )}
      </div>
      <p>{medicines.join('、')}</p>
      {notMeasured !== 'supply-unknown' && (
        <>
          <CoverageStrip
            adherence={adherence}
            label={t('pharmacy.coveredDays', { covered: coveredDays, days: windowDays })}
          />
          <div className={styles['legend']}>
            <span>{date(fromOn)}</span>
            <span>{date(toOn)}</span>
          </div>
          <p>
            {[
              t('pharmacy.coveredDays', { covered: coveredDays, days: windowDays }),
              t('pharmacy.fills', { count: fills }),
              hospitalDays > 0 && t('pharmacy.hospitalDays', { count: hospitalDays }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
          {gaps.length > 0 && (
            <details>
              <summary>
                {t('pharmacy.gaps', { count: gaps.length, days: gaps.reduce((sum, gap) => sum + gap.days, 0) })}
              </summary>
              <ul className={styles['list']}>
                {gaps.map((gap) => (
                  <li key={gap.fromOn}>
                    {t('pharmacy.gap', { from: date(gap.fromOn), to: date(gap.toOn), count: gap.days })}
                  </li>
                ))}
              </ul>
            </details>
          )}
        </>
      )}
    </li>
  );
}

function Reminders({ data: { reminders, policy } }: { data: PersonMedicines }) {
  const { t, date, instant } = useWords();
  return (
    <section className={styles['card']} aria-label={t('pharmacy.reminders')}>
      <h2>{t('pharmacy.reminders')}</h2>
      {reminders.length === 0 && <p className="quiet">{t('pharmacy.remindersNone')}</p>}
      <ul className={styles['list']}>
        {reminders.map((one) => (
          <li key={one.reminderId} className={styles['item']}>
            <div className={styles['head']}>
              <strong>{instant(one.at)}</strong>
              {one.withdrawnAt && <span className="quiet">{t('pharmacy.reminderWithdrawn')}</span>}
            </div>
            <p>{one.medicines.map(({ name, runsOutOn }) => `${name}（${date(runsOutOn)}）`).join('、')}</p>
            {one.sent ? <DeliveryList deliveries={one.deliveries} /> : <p>◆ {t('pharmacy.reminderStopped')}</p>}
          </li>
        ))}
      </ul>
      <p className="quiet">
        {t('pharmacy.policy', { days: policy.daysBefore.join('、'), together: policy.togetherDays })}
        {!policy.confirmed && t('pharmacy.policyAssumed')}
      </p>
    </section>
  );
}
