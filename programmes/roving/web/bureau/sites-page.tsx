// 三进: care homes, communities and enterprises, with contact, cadence, people on the list, and what is due.
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { useApi } from '#platform/ui/api/api-context.ts';
import { ChoiceField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import { specialVisitRoutes, type OutreachSite } from '../../special-visit-contract.ts';
import { PackagesCard } from './packages-card.tsx';
import { rovingKey, useAddress } from './use-roving.ts';

const kinds = ['all', 'care-home', 'community', 'enterprise'] as const;

export function SitesPage() {
  const { t, date, count } = useWords();
  const api = useApi();
  const go = useNavigate();
  const { search, change } = useAddress();
  const kind = kinds.find((one) => one === search.get('kind')) ?? 'all';
  const sites = useQuery({
    queryKey: [...rovingKey, 'sites'],
    queryFn: ({ signal }) => api.call(specialVisitRoutes.sites, { signal }),
  });
  const columns: WorklistColumn<OutreachSite>[] = [
    {
      key: 'name',
      title: t('roving.siteName'),
      render: (row) => <strong>{row.name}</strong>,
      sort: (a, b) => a.name.localeCompare(b.name, 'zh-CN'),
    },
    { key: 'kind', title: t('roving.kind'), render: (row) => t(`roving.pointKind.${row.kind}`) },
    { key: 'place', title: t('roving.township'), render: (row) => `${row.townshipName} ${row.villageName}` },
    { key: 'contact', title: t('roving.contact'), render: (row) => row.agreement?.contactName ?? '—' },
    {
      key: 'cadence',
      title: t('roving.cadence'),
      render: (row) => (row.agreement ? t('roving.everyMonths', { count: row.agreement.cadenceMonths }) : '—'),
    },
    {
      key: 'members',
      title: t('roving.members'),
      render: (row) => count(row.members),
      align: 'right',
      sort: (a, b) => a.members - b.members,
    },
    {
      key: 'next',
      title: t('roving.nextVisit'),
      render: (row) =>
        row.nextVisitOn ? (
          date(row.nextVisitOn)
        ) : row.overdue ? (
          <LevelTag level="amber">{t('roving.toPlan')}</LevelTag>
        ) : row.agreement ? (
          '—'
        ) : (
          <span className="quiet">{t('roving.noAgreement')}</span>
        ),
      sort: (a, b) => Number(b.overdue) - Number(a.overdue),
    },
  ];
  return (
    <>
      <PageHead title={t('roving.sites')} />
      <p className="quiet">{t('roving.sitesText')}</p>
      <ChoiceField
        name="kind"
        label={t('roving.kind')}
        value={kind}
        onChange={(next) => change({ kind: next === 'all' ? undefined : next })}
        choices={kinds.map((one) => ({
          value: one,
          label: one === 'all' ? t('roving.allKinds') : t(`roving.pointKind.${one}`),
        }))}
      />
      <QueryView query={sites} skeleton={<Skeleton lines={8} />}>
        {(data) => (
          <Worklist
            label={t('roving.sites')}
            columns={columns}
            rows={data.sites.filter((site) => kind === 'all' || site.kind === kind)}
            rowKey={(row) => row.servicePointId}
            onOpen={(row) => void go(`/sites/${row.servicePointId}`)}
            empty={
              <Empty title={t('roving.noSites')} icon="people">
                {t('roving.noSitesText')}
              </Empty>
            }
          />
        )}
      </QueryView>
      <PackagesCard />
    </>
  );
}
