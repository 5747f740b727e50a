// One app: who it is, what it may do, how it proves itself; register, change, disable, end its tokens.
import { Drawer } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changeApp, createApp, endAppTokens, type AppRow } from '#platform/apps-contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { isFailure } from '#platform/ui/api/failure.ts';
import { useIdempotencyKey } from '#platform/ui/api/idempotency.ts';
import { Form, type FormTrouble } from '#platform/ui/form/form.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { failureText } from '../../account/failure-text.ts';
import filters from '../filters.module.css';
import { bodyOf, draftOf, keysState, missingIn } from './app-draft.ts';
import { AppFields } from './app-fields.tsx';
import styles from './apps.module.css';
import { CopyLine } from './addresses.tsx';
import { appsKey } from './use-apps.ts';

interface Props {
  row: AppRow | undefined;
  mayChange: boolean;
  onClose: () => void;
}

export function AppDrawer({ row: opened, mayChange, onClose }: Props) {
  const { t, instant } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const { key } = useIdempotencyKey();
  const [row, setRow] = useState(opened);
  const [draft, setDraft] = useState(() => draftOf(opened));
  const [troubles, setTroubles] = useState<FormTrouble[]>([]);
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState<'tokens' | 'disable'>();
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
      await queries.invalidateQueries({ queryKey: appsKey });
    } catch (error) {
      const issues = isFailure(error) ? error.problem?.issues : undefined;
      setTroubles(
        issues?.length
          ? issues.map((issue) => ({ field: issue.path.split('.')[0] ?? '', text: issue.message }))
          : [{ text: failureText(error, t) }],
      );
    }
    setBusy(false);
    setAsking(undefined);
  };
  const save = async () => {
    const state = keysState(draft);
    const found: FormTrouble[] = [
      ...missingIn(draft).map((field) => ({ field, text: t(`bureau.app.missing.${field}`) })),
      ...(state && state !== 'good' ? [{ field: 'jwks', text: t(`bureau.app.keys.${state}`) }] : []),
    ];
    setTroubles(found);
    if (found.length > 0) return;
    await attempt(async () => {
      if (row) {
        const params = { appId: row.appId };
        await api.call(changeApp, { params, body: bodyOf(draft), ifMatch: row.version, idempotencyKey: key });
        announce(t('bureau.app.saved', { name: draft.name }));
        onClose();
        return;
      }
      const body = {
        ...bodyOf(draft),
        kind: draft.kind,
        ...(draft.kind === 'backend' && { orgUnitId: draft.orgUnitId }),
      };
      // Stays open: the vendor needs the number that the app was given.
      setRow(await api.call(createApp, { body, idempotencyKey: key }));
      announce(t('bureau.app.created', { name: draft.name }));
    });
  };
  const switchOff = (before: AppRow, disabled: boolean): Promise<void> =>
    attempt(async () => {
      const params = { appId: before.appId };
      const after = await api.call(changeApp, { params, body: { disabled }, ifMatch: before.version });
      announce(
        t(disabled ? 'bureau.app.disabledNow' : 'bureau.app.enabledNow', { name: after.name }),
        mayChange ? () => switchOff(after, !disabled) : undefined,
      );
      onClose();
    });
  const endTokens = (of: AppRow) =>
    attempt(async () => {
      const { ended } = await api.call(endAppTokens, { params: { appId: of.appId } });
      announce(t('bureau.app.tokensEnded', { count: ended }));
    });
  return (
    <Drawer
      open
      size={560}
      onClose={onClose}
      title={row ? t('bureau.app.edit', { name: row.name }) : t('bureau.app.create')}
    >
      {row && (
        <div className={styles['facts']}>
          <CopyLine label="client_id" text={row.appId} />
          <p className="quiet">
            {t('bureau.app.changed', { at: instant(row.changedAt), by: row.changedBy ?? '—' })}
            {row.kind !== 'backend' && t('bureau.app.consents', { count: row.consents })}
          </p>
        </div>
      )}
      {mayChange && (
        <Form
          label={t('bureau.apps')}
          verb={t(row ? 'bureau.account.save' : 'bureau.app.register')}
          troubles={troubles}
          busy={busy}
          onSubmit={() => void save()}
        >
          <AppFields draft={draft} onChange={setDraft} isNew={!row} troubles={troubles} />
        </Form>
      )}
      {row && (
        <div className={filters['beside']}>
          {!row.disabled && (
            <Button kind="danger" onClick={() => setAsking('disable')}>
              {t('bureau.app.disable')}
            </Button>
          )}
          {row.disabled && mayChange && (
            <Button onClick={() => void switchOff(row, false)}>{t('bureau.app.enable')}</Button>
          )}
          <Button onClick={() => setAsking('tokens')}>{t('bureau.app.endTokens')}</Button>
          <Confirm
            open={asking !== undefined}
            title={t(asking === 'tokens' ? 'bureau.app.endTokensTitle' : 'bureau.app.disableTitle', { name: row.name })}
            verb={t(asking === 'tokens' ? 'bureau.app.endTokens' : 'bureau.app.disable')}
            busy={busy}
            onClose={() => setAsking(undefined)}
            onConfirm={() => void (asking === 'tokens' ? endTokens(row) : switchOff(row, true))}
          >
            {t(asking === 'tokens' ? 'bureau.app.endTokensText' : 'bureau.app.disableText')}
          </Confirm>
        </div>
      )}
    </Drawer>
  );
}
