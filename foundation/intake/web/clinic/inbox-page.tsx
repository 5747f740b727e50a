// 待认领读数: what devices sent and nobody knows whose it is; assigned to a person, discarded with a reason, both taken back.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { useAddressText } from '#platform/ui/form/use-address-text.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useLiveRefresh } from '#platform/ui/live/use-live.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import { heldReasons, inboxTopic } from '../../contract.ts';
import { heldStates, inboxRoutes, type HeldQuery, type HeldReading } from '../../inbox-contract.ts';
import { DeviceTabs } from '../device-tabs.tsx';
import { useReadingWords } from '../reading-words.ts';
import { intakeKey, useFilters } from '../use-intake.ts';
import { HeldCard } from './held-card.tsx';
import styles from '../intake.module.css';

export function InboxPage() {
  const { t, instant } = useWords();
  const say = useReadingWords();
  const api = useApi();
  const { get, set } = useFilters();
  const mayAssign = useMay('intake.inbox.decide');
  const { typed, type } = useAddressText('text');
  const [opened, setOpened] = useState<string>();
  useLiveRefresh(inboxTopic, [...intakeKey, 'inbox']);
  const page = Number(get('page')) || 1;
  const query: HeldQuery = {
    ...(get('state') && { state: get('state') as NonNullable<HeldQuery['state']> }),
    ...(get('reason') && { reason: get('reason') as NonNullable<HeldQuery['reason']> }),
    ...(get('text') && { text: get('text') }),
    ...(get('order') && { order: 'oldest' as const }),
    page,
  };
  const inbox = useQuery({
    queryKey: [...intakeKey, 'inbox', query],
    queryFn: ({ signal }) => api.call(inboxRoutes.list, { query, signal }),
    refetchInterval: 60_000,
  });
  const columns: WorklistColumn<HeldReading>[] = [
    {
      key: 'what',
      title: t('intake.measured'),
      render: (row) => (
        <>
          <strong>{say(row.content).join('，') || t('intake.noValue')}</strong> {row.simulated && <SimulatedBadge />}
        </>
      ),
    },
    { key: 'taken', title: t('intake.takenAt'), render: (row) => instant(row.takenAt), sort: 'server' },
    { key: 'why', title: t('intake.why'), render: (row) => t(`intake.reason.${row.reason}`) },
    {
      key: 'device',
      title: t('intake.device'),
      render: (row) => (
        <>
          {row.kind ? t(`intake.kind.${row.kind}`) : t('intake.unknownDevice')}
          <br />
          <span className="quiet">{row.serial}</span>
        </>
      ),
    },
    { key: 'unit', title: t('intake.unit'), render: (row) => row.unitName },
    {
      key: 'decided',
      title: t('intake.decided'),
      render: (row) =>
        row.state === 'open' ? (
          <Button onClick={() => setOpened(row.measurementId)}>
            {t(row.assignable && mayAssign ? 'intake.decide' : 'intake.handle')}
          </Button>
        ) : (
          <>
            {row.state === 'assigned'
              ? t('intake.assignedTo', { name: row.person?.name ?? t('intake.outOfSight') })
              : t(`intake.discardReason.${row.discardReason!}`)}
            <br />
            <span className="quiet">{t('intake.decidedBy', { by: row.decidedBy, at: instant(row.decidedAt!) })}</span>
          </>
        ),
    },
  ];
  const waiting = inbox.data?.waiting;
  const chosen = inbox.data?.items.find(({ measurementId }) => measurementId === opened);
  const pages = inbox.data ? Math.max(1, Math.ceil(inbox.data.total / inbox.data.pageSize)) : 1;
  return (
    <>
      <PageHead title={waiting ? t('intake.inboxCount', { count: waiting }) : t('intake.inbox')} />
      <DeviceTabs />
      <div className={styles['filters']}>
        <SelectField
          name="state"
          label={t('intake.state')}
          value={get('state') || 'open'}
          onChange={(value) => set('state', value === 'open' ? '' : value)}
          choices={heldStates.map((value) => ({ value, label: t(`intake.heldState.${value}`) }))}
        />
        <SelectField
          name="reason"
          label={t('intake.why')}
          value={get('reason')}
          onChange={(value) => set('reason', value)}
          choices={[
            { value: '', label: t('intake.all') },
            ...heldReasons.map((value) => ({ value, label: t(`intake.reason.${value}`) })),
          ]}
        />
        <TextField
          name="text"
          label={t('intake.findSerial')}
          value={typed}
          onChange={(value) => {
            type(value);
            if (page > 1) set('page', '');
          }}
        />
      </div>
      {chosen && <HeldCard key={chosen.measurementId} held={chosen} onClose={() => setOpened(undefined)} />}
      <QueryView query={inbox} skeleton={<Skeleton lines={8} />}>
        {(data) => (
          <>
            <Worklist
              label={t('intake.inbox')}
              columns={columns}
              rows={data.items}
              rowKey={(row) => row.measurementId}
              onOpen={(row) => setOpened(row.measurementId)}
              onSort={(_key, descending) => set('order', descending ? '' : 'oldest')}
              sorted={{ key: 'taken', descending: get('order') === '' }}
              empty={<Empty title={t('intake.inboxEmpty')}>{t('intake.inboxEmptyText')}</Empty>}
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
