// The managers' view of chronic care: control rate, cascade of care, villages ranked; small numbers are hidden and said to be.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useApi } from '#platform/ui/api/api-context.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { PrintButton, PrintHeader } from '#platform/ui/print/print.tsx';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import { cockpitRoute, type Cockpit, type RankedVillage } from '../../cockpit-contract.ts';
import { diseases } from '../../rules/disease.ts';
import type { ShownShare, WhyHidden } from '../../rules/suppression.ts';
import { ColourTag } from '../chronic-words.tsx';
import { chronicKey, useFilters } from '../use-chronic.ts';
import { ChronicTabs } from './chronic-tabs.tsx';
import styles from '../chronic.module.css';

const percent = (numerator: number, denominator: number): string => `${((numerator / denominator) * 100).toFixed(1)}%`;

export function CockpitPage() {
  const { t } = useWords();
  const me = useMe();
  const api = useApi();
  const { get, set } = useFilters();
  const disease = diseases.find((one) => one === get('disease')) ?? 'hypertension';
  const cockpit = useQuery({
    queryKey: [...chronicKey, 'cockpit', disease],
    queryFn: ({ signal }) => api.call(cockpitRoute, { query: { disease }, signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <div className={styles['stack']}>
      <title>{t('chronic-care.cockpit')}</title>
      <PrintHeader title={t('chronic-care.cockpit')} by={me.displayName} />
      <PageHead title={t('chronic-care.cockpit')} badges={cockpit.data?.simulated && <SimulatedBadge />}>
        <PrintButton />
      </PageHead>
      <ChronicTabs />
      <nav className={`${styles['tabs']} no-print`} aria-label={t('chronic-care.filter.disease')}>
        {diseases.map((one) => (
          <button
            key={one}
            type="button"
            className={styles['tab']}
            aria-pressed={one === disease}
            onClick={() => set('disease', one)}
          >
            {t(`chronic-care.disease.${one}`)}
          </button>
        ))}
      </nav>
      <QueryView query={cockpit} skeleton={<Skeleton lines={10} />}>
        {(data) => <Figures data={data} />}
      </QueryView>
    </div>
  );
}

function Figures({ data }: { data: Cockpit }) {
  const { t, date } = useWords();
  const most = Math.max(1, ...data.cascade.map((one) => ('count' in one ? one.count : 0)));
  const why = (hidden: WhyHidden) => (
    <span className="quiet">{t(`chronic-care.hidden.${hidden}`, { count: data.smallestShown })}</span>
  );
  const ratio = (one: ShownShare) =>
    'numerator' in one ? (
      <>
        <strong>{percent(one.numerator, one.denominator)}</strong>
        <span className="quiet">
          {one.numerator} / {one.denominator}
        </span>
      </>
    ) : (
      why(one.hidden)
    );
  return (
    <>
      {data.draft && <p className={styles['notice']}>{t('chronic-care.cockpitDraft')}</p>}
      <div className={styles['figures']}>
        <div className={styles['figure']}>
          <span>{t('chronic-care.controlRate')}</span>
          {ratio(data.control)}
        </div>
        <div className={styles['figure']}>
          <span>{t('chronic-care.followedRate')}</span>
          {ratio(data.followed)}
        </div>
        {data.colours.map((one) => (
          <div key={one.colour} className={styles['figure']}>
            <ColourTag colour={one.colour} />
            {'count' in one ? <strong>{one.count}</strong> : why(one.hidden)}
          </div>
        ))}
      </div>
      <section className={styles['card']} aria-label={t('chronic-care.cascade')}>
        <h2>{t('chronic-care.cascade')}</h2>
        <ol className={styles['lines']}>
          {data.cascade.map((one) => (
            <li key={one.step} className={styles['step']}>
              <strong>{t(`chronic-care.cascade.${one.step}`)}</strong>
              {'count' in one ? (
                <>
                  <span className={styles['bar']} aria-hidden="true">
                    <span style={{ inlineSize: `${(one.count / most) * 100}%` }} />
                  </span>
                  <span>{t('chronic-care.peopleCount', { count: one.count })}</span>
                </>
              ) : (
                why(one.hidden)
              )}
            </li>
          ))}
        </ol>
        <p className="quiet">{t('chronic-care.cascadeNote', { day: date(data.on) })}</p>
      </section>
      <Villages data={data} />
    </>
  );
}

function Villages({ data }: { data: Cockpit }) {
  const { t } = useWords();
  // A village where nobody is enrolled has no rate and no rank.
  const open = data.villages.filter(({ hidden, denominator }) => !hidden && denominator);
  const hidden = data.villages.filter((one) => one.hidden);
  const place = new Map(open.map(({ villageId }, index) => [villageId, index + 1]));
  const columns: WorklistColumn<RankedVillage>[] = [
    { key: 'rank', title: t('chronic-care.rank'), render: (row) => place.get(row.villageId) ?? '—', width: 72 },
    { key: 'village', title: t('chronic-care.village'), render: (row) => `${row.townshipName} ${row.name}` },
    {
      key: 'rate',
      title: t('chronic-care.controlRate'),
      align: 'right',
      render: (row) => (row.denominator ? percent(row.numerator ?? 0, row.denominator) : '—'),
    },
    {
      key: 'counts',
      title: t('chronic-care.controlledOfEnrolled'),
      align: 'right',
      render: (row) => `${row.numerator} / ${row.denominator}`,
    },
  ];
  return (
    <section className={styles['card']} aria-label={t('chronic-care.villages')}>
      <h2>{t('chronic-care.villages')}</h2>
      <p className="quiet">
        {t('chronic-care.suppressed', { count: data.smallestShown })}{' '}
        {t('chronic-care.hiddenCount', { count: hidden.length })}
      </p>
      <Worklist
        label={t('chronic-care.villages')}
        columns={columns}
        rows={open}
        rowKey={(row) => row.villageId}
        empty={<Empty title={t('chronic-care.noVillages')} icon="map" />}
      />
    </section>
  );
}
