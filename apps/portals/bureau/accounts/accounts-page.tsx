// Accounts: find, create, change roles, disable with undo, end every session.
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { AccountRow } from '#platform/access-contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { useRolesText } from '#platform/ui/frame/roles-text.ts';
import { useAddressText } from '#platform/ui/form/use-address-text.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { Empty, Failure } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import filters from '../filters.module.css';
import { AccountDrawer } from './account-drawer.tsx';
import { roleNames } from './role-names.ts';
import { useAccounts, type AccountConditions } from './use-accounts.ts';

export function AccountsPage() {
  const { t, instant } = useWords();
  const rolesText = useRolesText();
  const [search, setSearch] = useSearchParams();
  const [open, setOpen] = useState<AccountRow | 'new'>();
  const conditions = Object.fromEntries([...search].filter(([, value]) => value)) as AccountConditions;
  const text = useAddressText('text');
  const list = useAccounts(conditions);
  const change = (part: Record<string, string>) =>
    setSearch((before) => new URLSearchParams({ ...Object.fromEntries(before), ...part }), { replace: true });
  const rows = list.data?.pages.flatMap((page) => page.items);
  const columns: WorklistColumn<AccountRow>[] = [
    {
      key: 'displayName',
      title: t('bureau.account.displayName'),
      render: (row) => row.displayName,
      sort: 'server',
      width: 140,
    },
    { key: 'account', title: t('bureau.account.account'), render: (row) => row.account, sort: 'server', width: 160 },
    {
      key: 'roles',
      title: t('bureau.account.roles'),
      render: (row) => rolesText(row.roles),
    },
    { key: 'state', title: t('bureau.account.state'), render: (row) => <AccountState row={row} />, width: 140 },
    {
      key: 'security',
      title: t('bureau.account.security'),
      render: (row) => t(row.hasSecondFactor ? 'bureau.account.secondFactor' : 'bureau.account.noSecondFactor'),
      width: 140,
    },
    {
      key: 'sessions',
      title: t('bureau.account.sessions'),
      render: (row) => (row.openSessions > 0 ? t('bureau.account.sessionsOpen', { count: row.openSessions }) : '—'),
      width: 80,
      align: 'right',
    },
    {
      key: 'lastSignInAt',
      title: t('bureau.account.lastSignIn'),
      render: (row) => (row.lastSignInAt ? instant(row.lastSignInAt) : '—'),
      sort: 'server',
      width: 160,
    },
  ];
  const last = list.data?.pages.at(-1);
  return (
    <>
      <PageHead title={t('bureau.accounts')}>
        <Button kind="primary" icon="plus" onClick={() => setOpen('new')}>
          {t('bureau.account.create')}
        </Button>
      </PageHead>
      <div className={filters['filters']} role="search">
        <TextField name="text" label={t('bureau.account.find')} value={text.typed} onChange={text.type} />
        <SelectField
          name="role"
          label={t('bureau.account.role')}
          value={conditions.role ?? ''}
          onChange={(role) => change({ role })}
          choices={[
            { value: '', label: t('bureau.account.allRoles') },
            ...roleNames.map((role) => ({ value: role, label: t(`ui.role.${role}`) })),
          ]}
        />
        <SelectField
          name="state"
          label={t('bureau.account.state')}
          value={conditions.state ?? ''}
          onChange={(state) => change({ state })}
          choices={[
            { value: '', label: t('bureau.account.allStates') },
            { value: 'active', label: t('bureau.account.active') },
            { value: 'disabled', label: t('bureau.account.disabled') },
            { value: 'locked', label: t('bureau.account.locked') },
          ]}
        />
      </div>
      {list.error && <Failure error={list.error} onRetry={() => void list.refetch()} />}
      {!(list.error && !rows) && (
        <Worklist
          label={t('bureau.accounts')}
          columns={columns}
          rows={rows}
          rowKey={(row) => row.accountId}
          onOpen={setOpen}
          onSort={(sort, descending) => change({ sort, descending: String(descending) })}
          {...(conditions.sort && { sorted: { key: conditions.sort, descending: conditions.descending === 'true' } })}
          empty={
            <Empty title={t('bureau.account.empty')} icon="accounts">
              {t('bureau.account.emptyText')}
            </Empty>
          }
          more={{
            shown: rows?.length ?? 0,
            hasMore: list.hasNextPage,
            busy: list.isFetchingNextPage,
            onMore: () => void list.fetchNextPage(),
            ...(last?.total !== undefined && { total: last.total }),
          }}
        />
      )}
      {open && (
        <AccountDrawer
          key={open === 'new' ? 'new' : open.accountId}
          row={open === 'new' ? undefined : open}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  );
}

function AccountState({ row }: { row: AccountRow }) {
  const { t, instant } = useWords();
  const [now] = useState(() => Date.now());
  if (row.disabled) return <LevelTag level="amber">{t('bureau.account.disabled')}</LevelTag>;
  if (row.lockedUntil && Date.parse(row.lockedUntil) > now) {
    return <LevelTag level="red">{t('bureau.account.lockedUntil', { until: instant(row.lockedUntil) })}</LevelTag>;
  }
  return <span>{t('bureau.account.active')}</span>;
}
