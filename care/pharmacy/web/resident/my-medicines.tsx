// 我的用药: which medicines there are, how long each lasts, on how many days they were there, and how one is reminded.
import { PreferencesCard } from '#foundation/messaging/web/preferences/preferences-card.tsx';
import { DeliveryList } from '#foundation/messaging/web/preferences/delivery-list.tsx';
import { usePersonInView } from '#foundation/registry/web/resident/person-in-view.tsx';
import { ReadAloud } from '#platform/ui/elder/read-aloud.tsx';
import { Card } from '#platform/ui/elder/tile.tsx';
import { useWords, type Words } from '#platform/ui/i18n/use-words.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import type { MedicineShown, PersonMedicines } from '../../contract.ts';
import { isAdherent, type Adherence } from '../../rules/adherence.ts';
import { CoverageStrip } from '../refills/coverage-strip.tsx';
import { isQuiet, RefillSentence, RefillTag } from '../refills/refill-text.tsx';
import { useMedicines } from '../refills/use-medicines.ts';
import styles from '../refills/refills.module.css';

export function MyMedicines() {
  const { t } = useWords();
  const { person } = usePersonInView();
  const { personId } = person.person;
  const medicines = useMedicines(personId);
  return (
    <>
      <title>{t('pharmacy.mine')}</title>
      <h1>{t('pharmacy.mine')}</h1>
      <QueryView query={medicines} skeleton={<Skeleton lines={8} />}>
        {(data) => <Mine data={data} />}
      </QueryView>
      <Card title={t('pharmacy.howReminded')}>
        <PreferencesCard key={personId} personId={personId} />
      </Card>
    </>
  );
}

function Mine({ data: { medicines, adherence, reminders } }: { data: PersonMedicines }) {
  const { t, date, instant } = useWords();
  const standing = medicines.filter(({ refill }) => refill.state !== 'stopped');
  if (standing.length === 0)
    return (
      <Empty title={t('pharmacy.noMedicines')} icon="medication">
        {t('pharmacy.noMedicinesText')}
      </Empty>
    );
  const [first] = reminders;
  return (
    <>
      <ReadAloud text={spokenOf(standing, t, date)} />
      <Card>
        <ul className={styles['list']}>
          {standing.map((one) => (
            <li key={one.medicine} className={styles['item']}>
              <strong>{one.name}</strong>
              <div>
                <RefillTag refill={one.refill} />
              </div>
              <p>
                <RefillSentence refill={one.refill} />
              </p>
              {isQuiet(one) && <p className="quiet">{t('pharmacy.notReminded')}</p>}
              {one.dosage && <p className="quiet">{one.dosage}</p>}
            </li>
          ))}
        </ul>
        <p className="quiet">{t('pharmacy.predictedBy')}</p>
      </Card>
      {adherence.length > 0 && (
        <Card title={t('pharmacy.howRegular')}>
          <ul className={styles['list']}>
            {adherence.map((one) => (
              <li key={one.therapy} className={styles['item']}>
                <strong>{t(`pharmacy.therapy.${one.therapy}`)}</strong>
                <Regular adherence={one} />
              </li>
            ))}
          </ul>
          <p className="quiet">{t('pharmacy.adherenceHint')}</p>
        </Card>
      )}
      {first && (
        <Card title={t('pharmacy.lastReminder')}>
          <p>
            {instant(first.at)} · {first.medicines.map(({ name }) => name).join('、')}
          </p>
          {first.sent ? <DeliveryList deliveries={first.deliveries} /> : <p>◆ {t('pharmacy.reminderStopped')}</p>}
        </Card>
      )}
    </>
  );
}

/** Days in words, and a figure only where there is one. */
function Regular({ adherence }: { adherence: Adherence }) {
  const { t, date } = useWords();
  const { coveredDays, windowDays, notMeasured, fromOn, toOn } = adherence;
  if (notMeasured) return <p>{t(`pharmacy.notMeasured.${notMeasured}`)}</p>;
  const sentence = t('pharmacy.coveredPlain', { covered: coveredDays, days: windowDays });
  return (
    <>
      <p>
        {sentence}
        {t(isAdherent(adherence) ? 'pharmacy.regular' : 'pharmacy.irregular')}
      </p>
      <CoverageStrip adherence={adherence} label={sentence} />
      <div className={styles['legend']}>
        <span>{date(fromOn)}</span>
        <span>{date(toOn)}</span>
      </div>
    </>
  );
}

const spokenOf = (medicines: readonly MedicineShown[], t: Words['t'], date: Words['date']): string =>
  medicines
    .map(({ name, refill }) =>
      refill.state === 'known'
        ? `${name}，${t(refill.daysLeft <= 0 ? 'pharmacy.refill.overSince' : 'pharmacy.refill.lastsUntil', { on: date(refill.runsOutOn) })}`
        : name,
    )
    .join('。');
