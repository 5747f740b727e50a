// 短信网关: where texts go out over HTTP, with which key, and where receipts and answers come in.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { TextField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Failure } from '#platform/ui/states/states.tsx';
import { permissions, readGateway, saveGateway, type Gateway } from '../../contract.ts';
import styles from '../preferences/preferences.module.css';

const gatewayKey = ['message-gateway'] as const;

export function GatewayPage() {
  const { t } = useWords();
  const api = useApi();
  const query = useQuery({ queryKey: gatewayKey, queryFn: ({ signal }) => api.call(readGateway, { signal }) });
  return (
    <>
      <title>{t('messaging.gateway')}</title>
      <PageHead title={t('messaging.gateway')} />
      <p>{t('messaging.gatewayText')}</p>
      <QueryView query={query}>{(gateway) => <Form key={gateway.version} gateway={gateway} />}</QueryView>
    </>
  );
}

function Form({ gateway }: { gateway: Gateway }) {
  const { t } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const may = useMay(permissions.manageGateway);
  const [draft, setDraft] = useState({ ...gateway, secret: '' });
  const save = useMutation({
    mutationFn: () =>
      api.call(saveGateway, {
        body: {
          address: draft.address,
          keyId: draft.keyId,
          enabled: draft.enabled,
          ...(draft.secret && { secret: draft.secret }),
        },
        ifMatch: gateway.version,
      }),
    onSuccess: (saved) => {
      queries.setQueryData(gatewayKey, saved);
      announce(t('messaging.gatewaySaved'));
    },
  });
  return (
    <form
      className={styles['stack']}
      style={{ maxWidth: 640 }}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <TextField
        name="address"
        label={t('messaging.gatewayAddress')}
        value={draft.address}
        onChange={(address) => setDraft({ ...draft, address })}
      />
      <TextField
        name="keyId"
        label={t('messaging.gatewayKey')}
        value={draft.keyId}
        onChange={(keyId) => setDraft({ ...draft, keyId })}
      />
      <TextField
        name="secret"
        label={t('messaging.gatewaySecret')}
        hint={t(gateway.hasSecret ? 'messaging.gatewaySecretKept' : 'messaging.gatewaySecretNew')}
        value={draft.secret}
        onChange={(secret) => setDraft({ ...draft, secret })}
      />
      <label className={styles['wayName']}>
        <input
          type="checkbox"
          checked={draft.enabled}
          onChange={(event) => setDraft({ ...draft, enabled: event.target.checked })}
        />
        <span>{t('messaging.gatewayEnabled')}</span>
      </label>
      <dl>
        <dt>{t('messaging.gatewayReceipts')}</dt>
        <dd>
          <code>{gateway.receiptAddress}</code>
        </dd>
        <dt>{t('messaging.gatewayIncoming')}</dt>
        <dd>
          <code>{gateway.incomingAddress}</code>
        </dd>
      </dl>
      {save.error && <Failure error={save.error} />}
      {may && (
        <div>
          <Button kind="primary" type="submit" busy={save.isPending}>
            {t('messaging.gatewaySave')}
          </Button>
        </div>
      )}
    </form>
  );
}
