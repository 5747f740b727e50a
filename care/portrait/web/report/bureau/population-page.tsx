// 人群健康报告: sums over the reports of a village, a township or the whole reach; fewer than five people are not told.
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { useApi } from '#platform/ui/api/api-context.ts';
import { BigNumber } from '#platform/ui/figures/big-number.tsx';
import { SelectField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { PrintButton, PrintHeader } from '#platform/ui/print/print.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import { reportRoutes, type ReportVillages } from '../../../report-contract.ts';
import type { PopulationReport, Share } from '../../../rules/report/population.ts';
import { thisYear } from '../use-report.ts';
import styles from '../report.module.css';

export function PopulationPage() {
  const { t } = useWords();
  const api = useApi();
  const villages = useQuery({
    queryKey: ['annual-report', 'villages'],
    queryFn: ({ signal }) => api.call(reportRoutes.villages, { signal }),
  });
  return (
    <>
      <title>{t('report.population')}</title>
      <div className="no-print">
        <PageHead title={t('report.population')}>
          <PrintButton />
        </PageHead>
      </div>
      <QueryView query={villages}>{(data) => <Area villages={data.villages} />}</QueryView>
    </>
  );
}

function Area({ villages }: { villages: ReportVillages['villages'] }) {
  const { t } = useWords();
  const me = useMe();
  const api = useApi();
  const [search, setSearch] = useSearchParams();
  const area = search.get('area') ?? '';
  const year = Number(search.get('year')) === thisYear() - 1 ? thisYear() - 1 : thisYear();
  const [kind, id = ''] = area.split(' ');
  const sums = useQuery({
    queryKey: ['annual-report', 'population', area, year],
    queryFn: ({ signal }) =>
      api.call(reportRoutes.population, {
        query: { year, ...(kind === 'village' && { villageId: id }), ...(kind === 'township' && { townshipId: id }) },
        signal,
      }),
  });
  const townships = new Map(villages.map(({ townshipId, townshipName }) => [townshipId, townshipName]));
  const village = kind === 'village' ? villages.find(({ villageId }) => villageId === id) : undefined;
  const change = (name: string, value: string) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        after.set(name, value);
        return after;
      },
      { replace: true },
    );
  const place = village
    ? `${village.townshipName} ${village.name}`
    : (townships.get(kind === 'township' ? id : '') ?? t('report.wholeReach'));
  return (
    <>
      <PrintHeader title={t('report.populationOf', { place, year })} by={me.displayName} />
      <div className={`${styles['tools']} no-print`}>
        <SelectField
          name="area"
          label={t('report.area')}
          value={area}
          onChange={(next) => change('area', next)}
          choices={[
            { value: '', label: t('report.wholeReach') },
            ...[...townships].map(([townshipId, name]) => ({ value: `township ${townshipId}`, label: name })),
            ...villages.map((one) => ({
              value: `village ${one.villageId}`,
              label: `${one.townshipName} ${one.name}`,
            })),
          ]}
        />
        <SelectField
          name="year"
          label={t('report.year')}
          value={String(year)}
          onChange={(next) => change('year', next)}
          choices={[thisYear(), thisYear() - 1].map((one) => ({
            value: String(one),
            label: t('report.yearOf', { year: one }),
          }))}
        />
      </div>
      <QueryView query={sums} skeleton={<Skeleton lines={8} />}>
        {(data) => <Sums sums={data} year={year} />}
      </QueryView>
    </>
  );
}

function Sums({ sums, year }: { sums: PopulationReport; year: number }) {
  const { t } = useWords();
  if (sums.people === 0)
    return (
      <Empty title={t('report.populationNone', { year })} icon="record">
        {t('report.populationNoneText')}
      </Empty>
    );
  if (sums.people === undefined)
    return (
      <Empty title={t('report.populationFew')} icon="record">
        {t('report.populationFewText')}
      </Empty>
    );
  const people = t('report.peopleUnit');
  return (
    <>
      <div className={styles['sums']}>
        <BigNumber label={t('report.reports')} value={sums.people} unit={people} />
        <BigNumber label={t('report.signedPeople')} value={sums.signed} unit={people} />
        <BigNumber label={t('report.mean')} value={sums.meanScore} unit={t('report.scoreUnit')} digits={1} />
      </div>
      <table className={styles['table']}>
        <caption>{t('report.bands')}</caption>
        <tbody>
          {sums.bands.map(({ key, people: count }) => (
            <tr key={key}>
              <th scope="row">{t(key === 'none' ? 'report.withoutIndex' : `report.band.${key}`)}</th>
              <td>{count === undefined ? t('report.hidden') : t('report.peopleCount', { people: count })}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <table className={styles['table']}>
        <caption>{t('report.controlTitle')}</caption>
        <tbody>
          <ShareRow label={t('report.hypertensionControl')} share={sums.hypertension} />
          <ShareRow label={t('report.diabetesControl')} share={sums.diabetes} />
        </tbody>
      </table>
      <p className={styles['source']}>{t('report.populationNote', { year })}</p>
    </>
  );
}

function ShareRow({ label, share: { numerator, denominator } }: { label: string; share: Share }) {
  const { t } = useWords();
  return (
    <tr>
      <th scope="row">{label}</th>
      <td>
        {denominator === undefined
          ? t('report.tooFew')
          : numerator === undefined
            ? t('report.shareHidden', { denominator })
            : t('report.shareOf', { numerator, denominator })}
      </td>
    </tr>
  );
}
