// Tablets and phones that work offline: who uses them, when they were last heard, and how a lost one is stopped.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { TextField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Failure } from '#platform/ui/states/states.tsx';
import { Worklist } from '#platform/ui/worklist/worklist.tsx';
import { syncRoutes, type SyncedDevice } from '../../contract.ts';

export function DevicesPage() {
  const { t, ago, instant } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const [lost, setLost] = useState<SyncedDevice>();
  const [reason, setReason] = useState('');
  const [search, setSearch] = useState('');
  const query = useQuery({
    queryKey: ['sync-devices'],
    queryFn: ({ signal }) => api.call(syncRoutes.devices, { signal }),
  });
  const revoke = useMutation({
    mutationFn: (device: SyncedDevice) =>
      api.call(syncRoutes.revoke, { params: { deviceId: device.deviceId }, body: { reason: reason.trim() } }),
    onSuccess: () => {
      setLost(undefined);
      setReason('');
      return queries.invalidateQueries({ queryKey: ['sync-devices'] });
    },
  });
  const stateOf = (device: SyncedDevice) =>
    device.wipedAt
      ? t('sync.devices.wiped', { at: instant(device.wipedAt) })
      : device.revokedAt
        ? t('sync.devices.revoked', { reason: device.revokedReason ?? '' })
        : t('sync.devices.inUse');
  const fits = ({ name, accountName }: SyncedDevice) => `${name} ${accountName}`.includes(search.trim());
  return (
    <>
      <PageHead title={t('sync.devices')} />
      <p className="quiet">{t('sync.devices.text')}</p>
      <TextField name="search" label={t('sync.devices.search')} value={search} onChange={setSearch} />
      <QueryView query={query}>
        {({ devices }) => (
          <Worklist
            label={t('sync.devices')}
            rows={devices.filter(fits)}
            rowKey={({ deviceId }) => deviceId}
            empty={<Empty title={t('sync.devices.none')}>{t('sync.devices.noneText')}</Empty>}
            columns={[
              {
                key: 'name',
                title: t('sync.devices.name'),
                render: ({ name }) => name,
                sort: (one, other) => one.name.localeCompare(other.name),
              },
              { key: 'user', title: t('sync.devices.user'), render: ({ accountName }) => accountName },
              {
                key: 'seen',
                title: t('sync.devices.seen'),
                render: ({ seenAt }) => ago(seenAt),
                sort: (one, other) => one.seenAt.localeCompare(other.seenAt),
              },
              {
                key: 'operations',
                title: t('sync.devices.operations'),
                align: 'right',
                render: ({ operations }) => operations,
              },
              { key: 'state', title: t('sync.devices.state'), render: stateOf },
              {
                key: 'action',
                title: '',
                render: (device) =>
                  !device.revokedAt &&
                  !device.wipedAt && (
                    <Button kind="danger" onClick={() => setLost(device)}>
                      {t('sync.devices.revoke')}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </QueryView>
      <Confirm
        open={lost !== undefined}
        title={t('sync.devices.revokeTitle', { name: lost?.name })}
        verb={t('sync.devices.revoke')}
        busy={revoke.isPending}
        onClose={() => setLost(undefined)}
        onConfirm={() => {
          if (lost && reason.trim().length >= 2) revoke.mutate(lost);
        }}
      >
        <p>{t('sync.devices.revokeWhat')}</p>
        <TextField
          name="reason"
          label={t('sync.devices.reason')}
          value={reason}
          onChange={setReason}
          maxLength={200}
          hint={t('sync.devices.reasonHint')}
        />
        {revoke.error && <Failure error={revoke.error} />}
      </Confirm>
    </>
  );
}
