// 设备台账: what an institution has, in stock and out, and each device with its state; for clinics and the bureau.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { Button, buttonClass } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { useAddressText } from '#platform/ui/form/use-address-text.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay, useMe } from '#platform/ui/portal/session.ts';
import { PrintButton, PrintHeader } from '#platform/ui/print/print.tsx';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import { deviceKinds, intakeRoutes, type Device, type DevicesQuery } from '../contract.ts';
import { lendingRoutes, type StockLine } from '../lending-contract.ts';
import { DeviceForm } from './device-form.tsx';
import { DeviceTabs } from './device-tabs.tsx';
import { intakeKey, useFilters } from './use-intake.ts';
import styles from './intake.module.css';

const states = ['in-stock', 'lent', 'shared', 'in-repair', 'retired'] as const;
export const stateOf = (device: Device): (typeof states)[number] => {
  if (device.state !== 'in-use') return device.state;
  if (device.shared) return 'shared';
  return device.lent ? 'lent' : 'in-stock';
};

export function StockPage() {
  const { t, ago } = useWords();
  const api = useApi();
  const me = useMe();
  const { get, set } = useFilters();
  const { typed, type } = useAddressText('text');
  const mayWrite = useMay('intake.device.write');
  const mayLend = useMay('intake.binding.write');
  const [editing, setEditing] = useState<Device | 'new'>();
  const page = Number(get('page')) || 1;
  const query: DevicesQuery = {
    ...(get('text') && { text: get('text') }),
    ...(get('kind') && { kind: get('kind') as NonNullable<DevicesQuery['kind']> }),
    ...(get('state') && { state: get('state') as NonNullable<DevicesQuery['state']> }),
    ...(get('order') && { order: get('order') as NonNullable<DevicesQuery['order']> }),
    page,
  };
  const stock = useQuery({
    queryKey: [...intakeKey, 'stock'],
    queryFn: ({ signal }) => api.call(lendingRoutes.stock, { signal }),
  });
  const devices = useQuery({
    queryKey: [...intakeKey, 'devices', query],
    queryFn: ({ signal }) => api.call(intakeRoutes.devices, { query, signal }),
  });
  const columns: WorklistColumn<Device>[] = [
    {
      key: 'serial',
      title: t('intake.serial'),
      render: (row) => (
        <>
          <strong>{row.serial}</strong> {row.simulated && <SimulatedBadge />}
        </>
      ),
      sort: 'server',
    },
    { key: 'kind', title: t('intake.kindTitle'), render: (row) => t(`intake.kind.${row.kind}`), sort: 'server' },
    { key: 'model', title: t('intake.model'), render: (row) => row.model },
    { key: 'unit', title: t('intake.unit'), render: (row) => row.unitName },
    {
      key: 'state',
      title: t('intake.state'),
      render: (row) => {
        const state = stateOf(row);
        const words = t(`intake.deviceState.${state}`);
        return state === 'in-repair' || state === 'retired' ? <LevelTag level="amber">{words}</LevelTag> : words;
      },
    },
    {
      key: 'heard',
      title: t('intake.lastHeard'),
      render: (row) => (row.lastHeardAt ? ago(row.lastHeardAt) : '—'),
      sort: 'server',
    },
    {
      key: 'actions',
      title: t('intake.actions'),
      render: (row) => (
        <span className={styles['row']}>
          {mayLend && stateOf(row) === 'in-stock' && (
            <Link to={`/health-devices/lend?device=${row.deviceId}`} className={buttonClass()}>
              {t('intake.lend')}
            </Link>
          )}
          {mayWrite && (
            <Button kind="quiet" onClick={() => setEditing(row)}>
              {t('intake.change')}
            </Button>
          )}
        </span>
      ),
    },
  ];
  const pages = devices.data ? Math.max(1, Math.ceil(devices.data.total / devices.data.pageSize)) : 1;
  return (
    <>
      <PrintHeader title={t('intake.stock')} by={me.displayName} />
      <PageHead title={t('intake.stock')}>
        <PrintButton />
        {mayWrite && (
          <Button kind="primary" icon="plus" onClick={() => setEditing('new')}>
            {t('intake.register')}
          </Button>
        )}
      </PageHead>
      <DeviceTabs />
      {editing && (
        <DeviceForm
          key={editing === 'new' ? 'new' : editing.deviceId}
          {...(editing !== 'new' && { device: editing })}
          onClose={() => setEditing(undefined)}
        />
      )}
      <QueryView query={stock} skeleton={<Skeleton lines={3} />}>
        {(data) => <StockTable lines={data.lines} />}
      </QueryView>
      <div className={styles['filters']}>
        <TextField
          name="text"
          label={t('intake.findDevice')}
          value={typed}
          onChange={(value) => {
            type(value);
            if (page > 1) set('page', '');
          }}
        />
        <SelectField
          name="kind"
          label={t('intake.kindTitle')}
          value={get('kind')}
          onChange={(value) => set('kind', value)}
          choices={[
            { value: '', label: t('intake.all') },
            ...deviceKinds.map((value) => ({ value, label: t(`intake.kind.${value}`) })),
          ]}
        />
        <SelectField
          name="state"
          label={t('intake.state')}
          value={get('state')}
          onChange={(value) => set('state', value)}
          choices={[
            { value: '', label: t('intake.all') },
            ...states.map((value) => ({ value, label: t(`intake.deviceState.${value}`) })),
          ]}
        />
      </div>
      <QueryView query={devices} skeleton={<Skeleton lines={8} />}>
        {(data) => (
          <>
            <Worklist
              label={t('intake.stock')}
              columns={columns}
              rows={data.items}
              rowKey={(row) => row.deviceId}
              onSort={(key) => set('order', key === 'serial' ? '' : key)}
              sorted={{ key: get('order') || 'serial', descending: get('order') === 'heard' }}
              empty={<Empty title={t('intake.noDevices')}>{t('intake.noDevicesText')}</Empty>}
            />
            {pages > 1 && (
              <p className={styles['row']}>
                <Button disabled={page <= 1} onClick={() => set('page', String(page - 1))}>
                  {t('intake.before')}
                </Button>
                {t('intake.page', { page, pages })}
                <Button disabled={page >= pages} onClick={() => set('page', String(page + 1))}>
                  {t('intake.after')}
                </Button>
              </p>
            )}
          </>
        )}
      </QueryView>
    </>
  );
}

function StockTable({ lines }: { lines: readonly StockLine[] }) {
  const { t } = useWords();
  const counts = ['inStock', 'lent', 'shared', 'inRepair', 'retired'] as const;
  const columns: WorklistColumn<StockLine>[] = [
    {
      key: 'unit',
      title: t('intake.unit'),
      render: (row) => row.unitName,
      sort: (a, b) => a.unitName.localeCompare(b.unitName, 'zh-CN'),
    },
    { key: 'kind', title: t('intake.kindTitle'), render: (row) => t(`intake.kind.${row.kind}`) },
    ...counts.map((count): WorklistColumn<StockLine> => ({
      key: count,
      title: t(`intake.count.${count}`),
      render: (row) => row[count],
      align: 'right',
      sort: (a, b) => a[count] - b[count],
    })),
  ];
  if (lines.length === 0) return null;
  return (
    <Worklist
      label={t('intake.counted')}
      columns={columns}
      rows={lines}
      rowKey={(row) => `${row.unitId} ${row.kind}`}
      empty={null}
    />
  );
}
