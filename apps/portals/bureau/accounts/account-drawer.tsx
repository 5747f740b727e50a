// One account: its name, roles and password, whether it is in use, and where it is signed in.
import { Drawer } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeAccount, createAccount, signOutAccount, type AccountRow } from '#platform/access-contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { isFailure } from '#platform/ui/api/failure.ts';
import { useIdempotencyKey } from '#platform/ui/api/idempotency.ts';
import { ChoiceField, TextField } from '#platform/ui/form/fields.tsx';
import { Form, type FormTrouble } from '#platform/ui/form/form.tsx';
import filters from '../filters.module.css';
import { RolesField, type ChosenRole } from './roles-field.tsx';
import { accountsKey } from './use-accounts.ts';

type NewKind = 'staff' | 'resident' | 'device';

export function AccountDrawer({ row, onClose }: { row: AccountRow | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const { key } = useIdempotencyKey();
  const [account, setAccount] = useState('');
  const [displayName, setDisplayName] = useState(row?.displayName ?? '');
  const [kind, setKind] = useState<NewKind>('staff');
  const [password, setPassword] = useState('');
  const [roles, setRoles] = useState<ChosenRole[]>(
    row ? row.roles.map(({ role, orgUnitId }) => ({ role, orgUnitId })) : [{ role: 'gp', orgUnitId: '' }],
  );
  const [troubles, setTroubles] = useState<FormTrouble[]>([]);
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const refresh = () => queries.invalidateQueries({ queryKey: accountsKey });
  const told = (error: unknown): FormTrouble[] =>
    isFailure(error) && error.problem?.issues?.length
      ? error.problem.issues.map((issue) => ({ field: issue.path.split('.')[0] ?? '', text: issue.message }))
      : [
          {
            text:
              isFailure(error) && error.problem
                ? error.problem.title
                : t(isFailure(error, 'offline') ? 'ui.failure.offline' : 'ui.failure.fault'),
          },
        ];

  const before = row?.roles.map(({ role, orgUnitId }) => ({ role, orgUnitId }));
  const rolesChanged = JSON.stringify(roles) !== JSON.stringify(before);
  const check = (): FormTrouble[] => [
    ...(!row && !/^[a-z0-9][a-z0-9._-]{2,63}$/.test(account)
      ? [{ field: 'account', text: t('bureau.account.accountWrong') }]
      : []),
    ...(displayName.trim() ? [] : [{ field: 'displayName', text: t('bureau.account.displayNameMissing') }]),
    ...((!row || password) && password.length < 8
      ? [{ field: 'password', text: t('bureau.account.passwordShort') }]
      : []),
    ...(roles.some((role) => !role.orgUnitId) ? [{ field: 'roles', text: t('bureau.account.placeMissing') }] : []),
  ];
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
      await refresh();
    } catch (error) {
      setTroubles(told(error));
    }
    setBusy(false);
  };
  const save = async () => {
    const found = check();
    setTroubles(found);
    if (found.length > 0) return;
    await attempt(async () => {
      if (row) {
        const body = {
          displayName: displayName.trim(),
          ...(rolesChanged && { roles }),
          ...(password && { password }),
        };
        await api.call(changeAccount, {
          params: { accountId: row.accountId },
          body,
          ifMatch: row.version,
          idempotencyKey: key,
        });
        announce(t('bureau.account.saved', { name: displayName }));
      } else {
        await api.call(createAccount, {
          body: { account, displayName: displayName.trim(), kind, password, roles },
          idempotencyKey: key,
        });
        announce(t('bureau.account.created', { name: displayName }));
      }
      onClose();
    });
  };
  const switchOff = (before: AccountRow, disabled: boolean): Promise<void> =>
    attempt(async () => {
      const after = await api.call(changeAccount, {
        params: { accountId: before.accountId },
        body: { disabled },
        ifMatch: before.version,
      });
      announce(
        t(disabled ? 'bureau.account.disabledNow' : 'bureau.account.enabledNow', { name: after.displayName }),
        () => switchOff(after, !disabled),
      );
      onClose();
    });
  const errorOf = (field: string) => troubles.find((trouble) => trouble.field === field)?.text;
  return (
    <Drawer
      open
      size={480}
      onClose={onClose}
      title={row ? t('bureau.account.edit', { name: row.displayName }) : t('bureau.account.create')}
    >
      <Form
        label={t('bureau.account.account')}
        verb={t('bureau.account.save')}
        troubles={troubles}
        busy={busy}
        onSubmit={() => void save()}
      >
        {!row && (
          <>
            <ChoiceField
              name="kind"
              label={t('bureau.account.kind')}
              value={kind}
              onChange={setKind}
              choices={(['staff', 'resident', 'device'] as const).map((value) => ({
                value,
                label: t(`bureau.account.kind.${value}`),
              }))}
            />
            <TextField
              id="account"
              name="account"
              label={t('bureau.account.account')}
              hint={t('bureau.account.accountHint')}
              value={account}
              onChange={setAccount}
              autoComplete="off"
              error={errorOf('account')}
            />
          </>
        )}
        <TextField
          id="displayName"
          name="displayName"
          label={t('bureau.account.displayName')}
          value={displayName}
          onChange={setDisplayName}
          autoComplete="off"
          error={errorOf('displayName')}
        />
        <RolesField roles={roles} onChange={setRoles} error={errorOf('roles')} />
        <TextField
          id="password"
          name="password"
          type="password"
          label={t(row ? 'bureau.account.newPassword' : 'bureau.account.password')}
          hint={t(row ? 'bureau.account.newPasswordHint' : 'bureau.account.passwordHint')}
          value={password}
          onChange={setPassword}
          autoComplete="new-password"
          error={errorOf('password')}
        />
      </Form>
      {row && (
        <div className={filters['beside']}>
          <Button onClick={() => void switchOff(row, !row.disabled)}>
            {t(row.disabled ? 'bureau.account.enable' : 'bureau.account.disable')}
          </Button>
          {row.openSessions > 0 && (
            <Button kind="danger" onClick={() => setAsking(true)}>
              {t('bureau.account.signOut')}
            </Button>
          )}
          <Confirm
            open={asking}
            title={t('bureau.account.signOutTitle', { name: row.displayName })}
            verb={t('bureau.account.signOut')}
            busy={busy}
            onClose={() => setAsking(false)}
            onConfirm={() =>
              void attempt(async () => {
                const { ended } = await api.call(signOutAccount, { params: { accountId: row.accountId } });
                announce(t('bureau.account.signedOut', { count: ended }));
                setAsking(false);
                onClose();
              })
            }
          >
            {t('bureau.account.signOutText', { name: row.displayName })}
          </Confirm>
        </div>
      )}
    </Drawer>
  );
}
