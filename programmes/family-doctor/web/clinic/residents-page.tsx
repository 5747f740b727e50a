// My residents: search and filters by group, colour and contract; villages on the map with how many have signed.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link, useNavigate } from 'react-router';
import { geoRoutes } from '#foundation/geo/contract.ts';
import { useApi } from '#platform/ui/api/api-context.ts';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { useAddressText } from '#platform/ui/form/use-address-text.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { CountyMap } from '#platform/ui/map/county-map.tsx';
import { chartSeries } from '#platform/ui/theme/tokens.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { PrintHeader } from '#platform/ui/print/print.tsx';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import {
  contractRoutes,
  residentsSheetPath,
  type ResidentRow,
  type ResidentsQuery,
  type ResidentsReply,
} from '../../contract.ts';
import { contractStages } from '../../rules/contract-stage.ts';
import { keyGroups } from '../../rules/key-group.ts';
import { ColourTag, DueTag, GroupTags, StageTag } from '../family-words.tsx';
import { familyKey, useFilters } from '../use-family.ts';
import { FamilyHead, TeamOnly, ListSheets, useTeam, useTeams } from './family-tabs.tsx';
import styles from '../family.module.css';

const colours = ['red', 'yellow', 'green'] as const;
const filters = ['village', 'doctor', 'text', 'group', 'colour', 'stage', 'due', 'sort'] as const;
/** What each figure above the list filters by. */
const figures = {
  signed: { stage: 'signed' },
  renewing: { stage: 'renewing' },
  lapsed: { stage: 'lapsed' },
  none: { stage: 'none' },
  key: { group: 'any' },
  overdue: { due: 'overdue' },
} as const;

export function ResidentsPage() {
  return (
    <TeamOnly>
      <Residents />
    </TeamOnly>
  );
}

function Residents() {
  const api = useApi();
  const { t } = useWords();
  const me = useMe();
  const { get } = useFilters();
  const { team } = useTeam();
  const query = Object.fromEntries(
    [...filters.map((name) => [name, get(name)] as const), ['team', team ?? ''] as const].filter(
      ([, value]) => value !== '',
    ),
  ) as ResidentsQuery;
  const residents = useInfiniteQuery({
    queryKey: [...familyKey, 'residents', query],
    queryFn: ({ pageParam, signal }) =>
      api.call(contractRoutes.residents, { query: { ...query, ...(pageParam && { page: pageParam }) }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
  const newest = residents.data?.pages.at(-1);
  return (
    <div className={styles['stack']}>
      <FamilyHead>
        <ListSheets path={residentsSheetPath} query={query} />
      </FamilyHead>
      <PrintHeader title={t('family-doctor.room.residents')} by={me.displayName} />
      {residents.error && <Failure error={residents.error} onRetry={() => void residents.refetch()} />}
      {newest ? (
        <>
          <Counts data={newest} />
          <Filters data={newest} />
          <List
            rows={residents.data!.pages.flatMap(({ items }) => items)}
            total={newest.total}
            busy={residents.isFetchingNextPage}
            {...(residents.hasNextPage && { onMore: () => void residents.fetchNextPage() })}
          />
          {get('map') !== '' && <Villages data={newest} />}
        </>
      ) : (
        !residents.error && <Skeleton lines={10} />
      )}
    </div>
  );
}

function Counts({ data }: { data: ResidentsReply }) {
  const { t } = useWords();
  const { search } = useFilters();
  const keys = Object.keys(figures) as (keyof typeof figures)[];
  return (
    <dl className={styles['figures']}>
      {keys.map((key) => {
        const [[name, value]] = Object.entries(figures[key]) as [[string, string]];
        const chosen = search.get(name) === value;
        const to = new URLSearchParams(search);
        for (const one of ['stage', 'group', 'due']) to.delete(one);
        if (!chosen) to.set(name, value);
        return (
          <div key={key}>
            <dt>{t(`family-doctor.count.${key}`)}</dt>
            <dd>
              <Link to={`?${to}`} replace aria-current={chosen || undefined}>
                {data.counts[key]}
              </Link>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function Filters({ data }: { data: ResidentsReply }) {
  const { t } = useWords();
  const { get, set } = useFilters();
  const { typed, type } = useAddressText('text');
  const { team } = useTeam();
  const teams = useTeams();
  const doctors = new Map(
    (teams.data?.teams ?? [])
      .filter(({ teamId }) => !team || teamId === team)
      .flatMap((one) => one.doctors.map(({ staffId, name }) => [staffId, name] as const)),
  );
  const select = (name: string, all: string, choices: readonly { value: string; label: string }[]) => (
    <SelectField
      name={name}
      label={t(`family-doctor.filter.${name}`)}
      value={get(name)}
      onChange={(next) => set(name, next)}
      choices={[{ value: '', label: all }, ...choices]}
    />
  );
  const all = t('family-doctor.all');
  return (
    <div className={`${styles['filters']} no-print`}>
      <TextField name="text" label={t('family-doctor.findName')} value={typed} onChange={type} />
      {select(
        'village',
        all,
        data.villages.map(({ villageId, name }) => ({ value: villageId, label: name })),
      )}
      {select(
        'doctor',
        all,
        [...doctors].map(([value, label]) => ({ value, label })),
      )}
      {select('group', all, [
        { value: 'any', label: t('family-doctor.count.key') },
        ...keyGroups.map((value) => ({ value, label: t(`family-doctor.group.${value}`) })),
      ])}
      {select(
        'colour',
        all,
        colours.map((value) => ({ value, label: t(`family-doctor.colour.${value}`) })),
      )}
      {select('stage', all, [
        { value: 'signed', label: t('family-doctor.count.signed') },
        ...[...contractStages, 'none' as const]
          .filter((stage) => stage !== 'offered' && stage !== 'declined')
          .map((value) => ({ value, label: t(`family-doctor.stage.${value}`) })),
      ])}
      {select('due', all, [{ value: 'overdue', label: t('family-doctor.count.overdue') }])}
      {select(
        'sort',
        t('family-doctor.sort.urgency'),
        (['name', 'age', 'until'] as const).map((value) => ({ value, label: t(`family-doctor.sort.${value}`) })),
      )}
      {select('map', t('family-doctor.mapOff'), [{ value: 'yes', label: t('family-doctor.mapOn') }])}
    </div>
  );
}

function List({
  rows,
  total,
  busy,
  onMore,
}: {
  rows: ResidentRow[];
  total: number;
  busy: boolean;
  onMore?: () => void;
}) {
  const { t, age, date } = useWords();
  const navigate = useNavigate();
  const columns: WorklistColumn<ResidentRow>[] = [
    {
      key: 'name',
      title: t('family-doctor.name'),
      render: (row) => (
        <>
          <strong>{row.name}</strong>{' '}
          <span className="quiet">
            {t(`ui.sex.${row.sex}`)} {row.birthOn && age(row.birthOn)}
          </span>{' '}
          {row.simulated && <SimulatedBadge />}
        </>
      ),
    },
    { key: 'village', title: t('family-doctor.filter.village'), render: (row) => row.villageName },
    { key: 'stage', title: t('family-doctor.filter.stage'), render: (row) => <StageTag stage={row.stage} /> },
    { key: 'until', title: t('family-doctor.until'), render: (row) => (row.toOn ? date(row.toOn) : '—') },
    { key: 'packages', title: t('family-doctor.packages'), render: (row) => row.packages.join('、') || '—' },
    {
      key: 'groups',
      title: t('family-doctor.filter.group'),
      render: (row) => (
        <span className={styles['tags']}>
          <ColourTag colour={row.colour} />
          <GroupTags groups={row.groups} />
        </span>
      ),
    },
    { key: 'doctor', title: t('family-doctor.filter.doctor'), render: (row) => row.doctorName ?? '—' },
    {
      key: 'next',
      title: t('family-doctor.nextDue'),
      render: (row) => (row.next ? <DueTag progress={row.next} /> : '—'),
    },
  ];
  return (
    <Worklist
      label={t('family-doctor.room.residents')}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.personId}
      onOpen={(row) => void navigate(`/family/people/${row.personId}`)}
      empty={
        <Empty title={t('family-doctor.nobody')} icon="people">
          {t('family-doctor.nobodyText')}
        </Empty>
      }
      more={{
        shown: rows.length,
        total,
        busy,
        hasMore: onMore !== undefined,
        onMore: () => onMore?.(),
      }}
    />
  );
}

function Villages({ data }: { data: ResidentsReply }) {
  const { t } = useWords();
  const api = useApi();
  const { get, set } = useFilters();
  const map = useQuery({
    queryKey: ['map'],
    staleTime: 600_000,
    queryFn: ({ signal }) => api.call(geoRoutes.map, { signal }),
  });
  // By what stands on the map: the list asks anew now and then, and nobody wants it to jump.
  const shown = JSON.stringify(data.villages);
  const overlays = useMemo(() => {
    const placed = (JSON.parse(shown) as ResidentsReply['villages']).filter(({ at, people }) => at && people > 0);
    return {
      fit: placed.map(({ at }) => at!),
      stops: placed.map(({ villageId, name, at, signed, people }) => ({
        stopId: villageId,
        name: `${name} ${signed}/${people}`,
        lon: at![0],
        lat: at![1],
        colour: chartSeries[0]!,
        chosen: true,
      })),
    };
  }, [shown]);
  return (
    <QueryView query={map} skeleton={<Skeleton height={420} />}>
      {(county) => (
        <CountyMap
          data={county}
          chosen={get('village') || undefined}
          onChoose={(unitId) =>
            set('village', data.villages.some(({ villageId }) => villageId === unitId) ? (unitId ?? '') : '')
          }
          overlays={overlays}
          beside={
            <ul className={styles['list']} aria-label={t('family-doctor.filter.village')}>
              {data.villages
                .filter(({ people }) => people > 0)
                .map((village) => (
                  <li key={village.villageId} className={styles['item']}>
                    <strong>{village.name}</strong>
                    <span>{t('family-doctor.signedOf', { signed: village.signed, people: village.people })}</span>
                  </li>
                ))}
            </ul>
          }
        />
      )}
    </QueryView>
  );
}
