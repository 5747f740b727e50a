// The register of apps: which outside apps and systems may connect, whether they are in use, when they came last.
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { AppRow } from '#platform/apps-contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { useAddressText } from '#platform/ui/form/use-address-text.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { Empty, Failure } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import filters from '../filters.module.css';
import { Addresses } from './addresses.tsx';
import { AppDrawer } from './app-drawer.tsx';
import { AppsTabs } from './apps-tabs.tsx';
import { useApps, type AppConditions } from './use-apps.ts';

export function AppsPage() {
  const { t, instant } = useWords();
  const mayRegister = useMe().roles.some(({ role }) => role === 'system-admin');
  const [search, setSearch] = useSearchParams();
  const [open, setOpen] = useState<AppRow | 'new'>();
  const conditions = Object.fromEntries([...search].filter(([, value]) => value)) as AppConditions;
  const text = useAddressText('text');
  const list = useApps(conditions);
  const rows = list.data?.pages.flatMap((page) => page.items);
  const columns: WorklistColumn<AppRow>[] = [
    { key: 'name', title: t('bureau.app.name'), render: (row) => row.name, width: 200 },
    { key: 'kind', title: t('bureau.app.kind'), render: (row) => t(`bureau.app.kind.${row.kind}`), width: 130 },
    { key: 'unit', title: t('bureau.app.unit'), render: (row) => row.orgUnit ?? '—', width: 200 },
    { key: 'contact', title: t('bureau.app.contact'), render: (row) => row.contact },
    {
      key: 'state',
      title: t('bureau.app.state'),
      render: (row) =>
        row.disabled ? <LevelTag level="amber">{t('bureau.app.disabled')}</LevelTag> : t('bureau.app.active'),
      width: 110,
    },
    {
      key: 'lastUsed',
      title: t('bureau.app.lastUsed'),
      render: (row) => (row.lastUsedAt ? instant(row.lastUsedAt) : t('bureau.app.neverUsed')),
      width: 150,
    },
  ];
  return (
    <>
      <PageHead title={t('bureau.apps')}>
        {mayRegister && (
          <Button kind="primary" icon="plus" onClick={() => setOpen('new')}>
            {t('bureau.app.create')}
          </Button>
        )}
      </PageHead>
      <AppsTabs />
      <Addresses />
      <div className={filters['filters']} role="search">
        <TextField name="text" label={t('bureau.app.find')} value={text.typed} onChange={text.type} />
        <SelectField
          name="state"
          label={t('bureau.app.state')}
          value={conditions.state ?? ''}
          onChange={(state) =>
            setSearch((before) => new URLSearchParams({ ...Object.fromEntries(before), state }), { replace: true })
          }
          choices={[
            { value: '', label: t('bureau.account.allStates') },
            { value: 'active', label: t('bureau.app.active') },
            { value: 'disabled', label: t('bureau.app.disabled') },
          ]}
        />
      </div>
      {list.error && <Failure error={list.error} onRetry={() => void list.refetch()} />}
      {!(list.error && !rows) && (
        <Worklist
          label={t('bureau.apps')}
          columns={columns}
          rows={rows}
          rowKey={(row) => row.appId}
          onOpen={setOpen}
          empty={
            <Empty title={t(search.size > 0 ? 'bureau.app.empty' : 'bureau.app.none')} icon="code">
              {t('bureau.app.emptyText')}
            </Empty>
          }
          more={{
            shown: rows?.length ?? 0,
            hasMore: list.hasNextPage,
            busy: list.isFetchingNextPage,
            onMore: () => void list.fetchNextPage(),
          }}
        />
      )}
      {open && (
        <AppDrawer
          key={open === 'new' ? 'new' : open.appId}
          row={open === 'new' ? undefined : open}
          mayChange={mayRegister}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  );
}
