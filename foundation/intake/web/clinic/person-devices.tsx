// The devices of one person: lent ones with their paper, their own ones, and the tie of another own device from today on.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { PersonHeader } from '#foundation/record/web/person-header.tsx';
import { Button, buttonClass } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { SelectField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import { intakeRoutes, type Binding } from '../../contract.ts';
import { intakeKey, useChange } from '../use-intake.ts';
import styles from '../intake.module.css';

export function PersonDevices() {
  const { t, instant, date } = useWords();
  const api = useApi();
  const announce = useAnnounce();
  const { personId = '' } = useParams();
  const mayWrite = useMay('intake.binding.write');
  const { run, busy, failure } = useChange();
  const devices = useQuery({
    queryKey: [...intakeKey, 'person', personId],
    queryFn: ({ signal }) => api.call(intakeRoutes.bindings, { params: { personId }, signal }),
  });
  const end = async ({ bindingId, serial }: Binding) => {
    const body = { toAt: new Date().toISOString() };
    if (await run(() => api.call(intakeRoutes.endBinding, { params: { personId, bindingId }, body })))
      announce(t('intake.bindingEnded', { serial }));
  };
  const columns: WorklistColumn<Binding>[] = [
    {
      key: 'device',
      title: t('intake.device'),
      render: (row) => (
        <>
          <strong>{t(`intake.kind.${row.kind}`)}</strong> {row.model}
          <br />
          <span className="quiet">{row.serial}</span>
        </>
      ),
    },
    { key: 'basis', title: t('intake.basisTitle'), render: (row) => t(`intake.basis.${row.basis}`) },
    {
      key: 'from',
      title: t('intake.fromTo'),
      render: (row) =>
        row.toAt
          ? t('intake.between', { from: date(row.fromAt.slice(0, 10)), to: date(row.toAt.slice(0, 10)) })
          : t('intake.since', { from: date(row.fromAt.slice(0, 10)) }),
      sort: (a, b) => a.fromAt.localeCompare(b.fromAt),
    },
    {
      key: 'last',
      title: t('intake.lastTaken'),
      render: (row) => (row.lastTakenAt ? instant(row.lastTakenAt) : t('intake.neverTaken')),
      sort: (a, b) => (a.lastTakenAt ?? '').localeCompare(b.lastTakenAt ?? ''),
    },
    ...(mayWrite
      ? [
          {
            key: 'actions',
            title: t('intake.actions'),
            render: (row: Binding) =>
              row.basis === 'lent' ? (
                <Link to={`/health-devices/loans/${personId}/${row.bindingId}`} className={buttonClass('quiet')}>
                  {t('intake.openLoan')}
                </Link>
              ) : (
                row.toAt === undefined && (
                  <Button busy={busy} onClick={() => void end(row)}>
                    {t('intake.endBinding')}
                  </Button>
                )
              ),
          },
        ]
      : []),
  ];
  return (
    <>
      <title>{t('intake.title')}</title>
      <PersonHeader personId={personId} />
      {failure !== undefined && <Failure error={failure} />}
      <QueryView query={devices} skeleton={<Skeleton lines={4} />}>
        {(data) => (
          <Worklist
            label={t('intake.title')}
            columns={columns}
            rows={data.items}
            rowKey={(row) => row.bindingId}
            empty={<Empty title={t('intake.personHasNone')}>{t('intake.personHasNoneText')}</Empty>}
          />
        )}
      </QueryView>
      {mayWrite && (
        <div className={styles['stack']}>
          <p>
            <Link to="/health-devices/lend" className={buttonClass()}>
              {t('intake.lendOne')}
            </Link>
          </p>
          <BindOwn personId={personId} />
        </div>
      )}
    </>
  );
}

/** A device that somebody bought is registered with the institution first, then tied to its owner. */
function BindOwn({ personId }: { personId: string }) {
  const { t } = useWords();
  const api = useApi();
  const announce = useAnnounce();
  const { run, busy, failure } = useChange();
  const [deviceId, setDeviceId] = useState('');
  const [bindingId, setBindingId] = useState(() => crypto.randomUUID());
  const free = useQuery({
    queryKey: [...intakeKey, 'devices', 'in-stock'],
    queryFn: ({ signal }) => api.call(intakeRoutes.devices, { query: { state: 'in-stock', order: 'kind' }, signal }),
  });
  const bind = async () => {
    const body = { bindingId, deviceId, basis: 'own' as const, fromAt: new Date().toISOString() };
    const done = await run(() => api.call(intakeRoutes.bind, { params: { personId }, body }));
    if (!done) return;
    announce(t('intake.bound', { serial: done.serial }));
    setBindingId(crypto.randomUUID());
    setDeviceId('');
  };
  return (
    <section className={styles['card']} aria-label={t('intake.bindOwn')}>
      <h2>{t('intake.bindOwn')}</h2>
      <SelectField
        name="ownDevice"
        label={t('intake.device')}
        hint={t('intake.bindOwnHint')}
        value={deviceId}
        onChange={setDeviceId}
        choices={[
          { value: '', label: t('intake.chooseDevice') },
          ...(free.data?.items ?? []).map((one) => ({
            value: one.deviceId,
            label: `${t(`intake.kind.${one.kind}`)} · ${one.model} · ${one.serial}`,
          })),
        ]}
      />
      {failure !== undefined && <Failure error={failure} />}
      <div>
        <Button busy={busy} disabled={deviceId === ''} onClick={() => void bind()}>
          {t('intake.bindNow')}
        </Button>
      </div>
    </section>
  );
}
