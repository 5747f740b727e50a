// The register of service points: find, filter by what is lacking, sort, page, take as a sheet, print the signs.
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import {
  servicePointRoutes,
  type FindServicePointsQuery,
  type ServicePointRow,
} from '#foundation/registry/service-point-contract.ts';
import { pointLacks, servicePointKinds } from '#foundation/registry/rules/service-point.ts';
import { buttonClass } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { useAddressText } from '#platform/ui/form/use-address-text.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { Empty, Failure } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import { useAddress } from './use-roving.ts';
import styles from './roving.module.css';

type Sort = NonNullable<FindServicePointsQuery['sort']>;
const sorts: readonly Sort[] = ['division', 'name', 'kind', 'lacks'];

/** What list, sheet and signs share. */
export function pointFilter(search: URLSearchParams): FindServicePointsQuery {
  const kind = servicePointKinds.find((one) => one === search.get('kind'));
  const lacks = pointLacks.find((one) => one === search.get('lacks'));
  const sort = sorts.find((one) => one === search.get('sort'));
  const text = search.get('text');
  return {
    ...(kind && { kind }),
    ...(lacks && { lacks }),
    ...(sort && { sort }),
    ...(text && { text }),
    ...(search.get('descending') === 'true' && { descending: 'true' as const }),
  };
}

export function PointsPage() {
  const { t } = useWords();
  const api = useApi();
  const go = useNavigate();
  const { search, change } = useAddress();
  const text = useAddressText('text');
  const mayWrite = useMay('registry.service-point.write');
  const filter = pointFilter(search);
  const list = useInfiniteQuery({
    queryKey: ['points', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call(servicePointRoutes.findServicePoints, {
        query: { ...filter, limit: 50, ...(pageParam && { page: pageParam }) },
        signal,
      }),
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  });
  const rows = list.data?.pages.flatMap((page) => page.items);
  const sheet = new URLSearchParams({ ...(filter as Record<string, string>), portal: 'bureau' });
  const columns: WorklistColumn<ServicePointRow>[] = [
    { key: 'name', title: t('roving.pointName'), render: (row) => <strong>{row.name}</strong>, sort: 'server' },
    { key: 'kind', title: t('roving.kind'), render: (row) => t(`roving.pointKind.${row.kind}`), sort: 'server' },
    {
      key: 'division',
      title: t('roving.township'),
      render: (row) => `${row.townshipName} ${row.villageName}`,
      sort: 'server',
    },
    { key: 'network', title: t('roving.network'), render: (row) => t(`roving.pointNetwork.${row.network}`) },
    { key: 'keeper', title: t('roving.keeper'), render: (row) => row.keeperName ?? '—' },
    {
      key: 'lacks',
      title: t('roving.lacks'),
      render: (row) =>
        row.lacks.length === 0 ? (
          <LevelTag level="green">{t('roving.pointReady')}</LevelTag>
        ) : (
          <LevelTag level="amber">{row.lacks.map((one) => t(`roving.pointLack.${one}`)).join(t('ui.comma'))}</LevelTag>
        ),
      sort: 'server',
    },
  ];
  return (
    <>
      <PageHead title={t('roving.points')} badges={rows?.some((row) => row.simulated) && <SimulatedBadge />}>
        <a className={buttonClass('quiet')} href={`/api/service-point-register.csv?${sheet}`}>
          {t('roving.asCsv')}
        </a>
        <a className={buttonClass('quiet')} href={`/api/service-point-register.xlsx?${sheet}`}>
          {t('roving.asExcel')}
        </a>
        <Link
          className={buttonClass('plain')}
          to={`/points/signs?${new URLSearchParams(filter as Record<string, string>)}`}
        >
          {t('roving.signs')}
        </Link>
        {mayWrite && (
          <Link className={buttonClass('primary')} to="/points/new">
            {t('roving.addPoint')}
          </Link>
        )}
      </PageHead>
      <div className={styles['bar']} role="search">
        <TextField
          name="text"
          label={t('roving.findPoint')}
          value={text.typed}
          onChange={text.type}
          autoComplete="off"
        />
        <SelectField
          name="kind"
          label={t('roving.kind')}
          value={filter.kind ?? ''}
          onChange={(kind) => change({ kind })}
          choices={[
            { value: '', label: t('roving.allKinds') },
            ...servicePointKinds.map((kind) => ({ value: kind, label: t(`roving.pointKind.${kind}`) })),
          ]}
        />
        <SelectField
          name="lacks"
          label={t('roving.lacks')}
          value={filter.lacks ?? ''}
          onChange={(lacks) => change({ lacks })}
          choices={[
            { value: '', label: t('roving.anyLack') },
            ...pointLacks.map((one) => ({ value: one, label: t(`roving.pointLack.${one}`) })),
          ]}
        />
      </div>
      {list.error && <Failure error={list.error} onRetry={() => void list.refetch()} />}
      <Worklist
        label={t('roving.points')}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.servicePointId}
        onOpen={(row) => void go(`/points/${row.servicePointId}`)}
        onSort={(sort, descending) => change({ sort, descending: descending ? 'true' : undefined })}
        sorted={{ key: filter.sort ?? 'division', descending: filter.descending === 'true' }}
        empty={
          <Empty title={t('roving.noPoints')} icon="map">
            {t('roving.noPointsText')}
          </Empty>
        }
        more={{
          shown: rows?.length ?? 0,
          ...(list.data?.pages[0]?.total !== undefined && { total: list.data.pages[0].total }),
          hasMore: list.hasNextPage,
          busy: list.isFetchingNextPage,
          onMore: () => void list.fetchNextPage(),
        }}
      />
    </>
  );
}
