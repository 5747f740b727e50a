// 全省一张网: points, vehicles and rosters of all counties today; where each comes from stands beside it.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { dayOf } from '#platform/contract.ts';
import { useApi } from '#platform/ui/api/api-context.ts';
import { BigNumber } from '#platform/ui/figures/big-number.tsx';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useLiveRefresh, useLiveState } from '#platform/ui/live/use-live.ts';
import { LiveBadge } from '#platform/ui/states/badges.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import { rosterTopic } from '../../contract.ts';
import { networkRoutes, type NetworkRoster } from '../../network-contract.ts';
import { clockText } from '../../rules/clock-text.ts';
import { rovingKey, useAddress } from './use-roving.ts';
import styles from './roving.module.css';

export function NetworkPage() {
  const { t, ago } = useWords();
  const api = useApi();
  const { search, change } = useAddress();
  const live = useLiveState();
  const [today] = useState(() => dayOf(new Date()));
  const on = search.get('on') ?? today;
  const county = search.get('county');
  useLiveRefresh(rosterTopic, [...rovingKey, 'network']);
  const network = useQuery({
    queryKey: [...rovingKey, 'network', on],
    queryFn: ({ signal }) => api.call(networkRoutes.network, { query: { on }, signal }),
  });
  const source = (row: { source?: string; postedAt?: string }) =>
    row.source
      ? t('roving.postedBy', { source: row.source, when: row.postedAt ? ago(row.postedAt) : '' })
      : t('roving.ownSystem');
  const columns: WorklistColumn<NetworkRoster>[] = [
    {
      key: 'county',
      title: t('roving.county'),
      render: (row) => row.countyName,
      sort: (a, b) => a.countyName.localeCompare(b.countyName, 'zh-CN'),
    },
    { key: 'vehicle', title: t('roving.vehicle'), render: (row) => <strong>{row.vehicleName}</strong> },
    { key: 'kind', title: t('roving.kind'), render: (row) => t(`roving.vehicleKind.${row.vehicleKind}`) },
    {
      key: 'stops',
      title: t('roving.stops'),
      render: (row) => row.stops.map((stop) => `${clockText(stop.startMinute)} ${stop.name}`).join(' → '),
    },
    { key: 'team', title: t('roving.who'), render: (row) => row.team.join(t('ui.comma')) || '—' },
    { key: 'source', title: t('roving.source'), render: (row) => <span className="quiet">{source(row)}</span> },
  ];
  return (
    <>
      <PageHead title={t('roving.networkTitle')} badges={<LiveBadge state={live} />} />
      <QueryView query={network} skeleton={<Skeleton height={480} />}>
        {(data) => {
          const rosters = data.rosters.filter((one) => !county || one.countyCode === county);
          const points = data.points.filter((one) => !county || one.countyCode === county);
          return (
            <>
              <div className={styles['figures']}>
                <BigNumber label={t('roving.counties')} value={data.counties.length} unit={t('roving.countyUnit')} />
                <BigNumber label={t('roving.points')} value={points.length} unit={t('roving.pointUnit')} />
                <BigNumber label={t('roving.onTheRoad')} value={rosters.length} unit={t('roving.vehicleUnit')} />
                <BigNumber
                  label={t('roving.stopsToday')}
                  value={rosters.reduce((sum, roster) => sum + roster.stops.length, 0)}
                  unit={t('roving.times')}
                />
              </div>
              <div className={styles['bar']}>
                <TextField
                  name="on"
                  type="date"
                  label={t('roving.day')}
                  value={on}
                  onChange={(next) => change({ on: next })}
                />
                <SelectField
                  name="county"
                  label={t('roving.county')}
                  value={county ?? ''}
                  onChange={(next) => change({ county: next })}
                  choices={[
                    { value: '', label: t('roving.allCounties') },
                    ...data.counties.map((one) => ({ value: one.countyCode, label: one.countyName })),
                  ]}
                />
              </div>
              <div className={styles['scroll']} tabIndex={0} role="region" aria-label={t('roving.counties')}>
                <table className={styles['changes']}>
                  <thead>
                    <tr>
                      <th scope="col">{t('roving.county')}</th>
                      <th scope="col">{t('roving.points')}</th>
                      <th scope="col">{t('roving.onTheRoad')}</th>
                      <th scope="col">{t('roving.stopsToday')}</th>
                      <th scope="col">{t('roving.source')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {data.counties.map((one) => (
                      <tr key={one.countyCode}>
                        <th scope="row">{one.countyName}</th>
                        <td>{one.points}</td>
                        <td>{one.vehicles}</td>
                        <td>{one.stops}</td>
                        <td>{one.source ?? t('roving.ownSystem')}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              <Worklist
                label={t('roving.rosters')}
                columns={columns}
                rows={rosters}
                rowKey={(row) => row.rosterId}
                empty={
                  <Empty title={t('roving.nothingOnDay')} icon="visit">
                    {t('roving.networkText')}
                  </Empty>
                }
              />
              <p className="quiet">{t('roving.joinText')}</p>
            </>
          );
        }}
      </QueryView>
    </>
  );
}
