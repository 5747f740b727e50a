// Providers from outside with which people may sign in here: which, at which doors, how accounts are joined.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { listOutsideProviders, type OutsideProviderRow } from '#platform/apps-contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { Empty, Failure } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import { AppsTabs } from './apps-tabs.tsx';
import { OutsideDrawer } from './outside-drawer.tsx';

export const outsideKey = ['outside-providers'] as const;

export function OutsidePage() {
  const { t } = useWords();
  const api = useApi();
  const mayChange = useMay('oidc.outside.manage');
  const [open, setOpen] = useState<OutsideProviderRow | 'new'>();
  const list = useQuery({ queryKey: outsideKey, queryFn: ({ signal }) => api.call(listOutsideProviders, { signal }) });
  const columns: WorklistColumn<OutsideProviderRow>[] = [
    { key: 'text', title: t('bureau.outside.buttonText'), render: (row) => row.buttonText, width: 200 },
    { key: 'issuer', title: t('bureau.outside.issuer'), render: (row) => <code>{row.issuer}</code> },
    {
      key: 'portals',
      title: t('bureau.outside.portals'),
      render: (row) => row.portals.map((portal) => t(`bureau.outside.portal.${portal}`)).join(t('ui.comma')),
      width: 200,
    },
    {
      key: 'linking',
      title: t('bureau.outside.linking'),
      render: (row) => t(`bureau.outside.linking.${row.linking}`),
      width: 200,
    },
    { key: 'links', title: t('bureau.outside.links'), render: (row) => row.links, width: 90, align: 'right' },
    {
      key: 'state',
      title: t('bureau.app.state'),
      render: (row) =>
        row.disabled ? <LevelTag level="amber">{t('bureau.app.disabled')}</LevelTag> : t('bureau.app.active'),
      width: 110,
    },
  ];
  return (
    <>
      <PageHead title={t('bureau.apps')}>
        {mayChange && (
          <Button kind="primary" icon="plus" onClick={() => setOpen('new')}>
            {t('bureau.outside.create')}
          </Button>
        )}
      </PageHead>
      <AppsTabs />
      {list.error && <Failure error={list.error} onRetry={() => void list.refetch()} />}
      {!(list.error && !list.data) && (
        <Worklist
          label={t('bureau.outside.tab')}
          columns={columns}
          rows={list.data?.providers}
          rowKey={(row) => row.providerId}
          onOpen={setOpen}
          empty={
            <Empty title={t('bureau.outside.empty')} icon="people">
              {t('bureau.outside.emptyText')}
            </Empty>
          }
        />
      )}
      {open && (
        <OutsideDrawer
          key={open === 'new' ? 'new' : open.providerId}
          row={open === 'new' ? undefined : open}
          mayChange={mayChange}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  );
}
