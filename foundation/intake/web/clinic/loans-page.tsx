// 设备借用: devices out with people, who stopped measuring, what came back; a reminder is one key.
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import { Button, buttonClass } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
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
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import { lendingRoutes, loanStates, type Loan, type LoansQuery } from '../../lending-contract.ts';
import { DeviceTabs } from '../device-tabs.tsx';
import { intakeKey, useChange, useFilters } from '../use-intake.ts';
import styles from '../intake.module.css';

export function LoansPage() {
  const { t, instant, date } = useWords();
  const api = useApi();
  const me = useMe();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const mayWrite = useMay('intake.binding.write');
  const { run, busy, failure } = useChange();
  const { get, set } = useFilters();
  const { typed, type } = useAddressText('text');
  const state = (get('state') || 'out') as NonNullable<LoansQuery['state']>;
  const query: LoansQuery = { state, ...(get('text') && { text: get('text') }) };
  const loans = useQuery({
    queryKey: [...intakeKey, 'loans', query],
    queryFn: ({ signal }) => api.call(lendingRoutes.loans, { query, signal }),
  });
  const remind = async ({ personId, loanId, version, name }: Loan) => {
    const params = { personId, loanId };
    if (await run(() => api.call(lendingRoutes.remind, { params, body: { version } })))
      announce(t('intake.reminded', { name }));
  };
  const columns: WorklistColumn<Loan>[] = [
    {
      key: 'name',
      title: t('intake.who'),
      render: (row) => (
        <>
          <strong>{row.name}</strong> {row.simulated && <SimulatedBadge />}
          <br />
          <span className="quiet">{[row.villageName, row.phone].filter(Boolean).join(' · ')}</span>
        </>
      ),
      sort: (a, b) => a.name.localeCompare(b.name, 'zh-CN'),
    },
    {
      key: 'device',
      title: t('intake.device'),
      render: (row) => (
        <>
          {t(`intake.kind.${row.kind}`)}
          <br />
          <span className="quiet">{row.serial}</span>
        </>
      ),
      sort: (a, b) => a.kind.localeCompare(b.kind),
    },
    {
      key: 'lent',
      title: t('intake.lentOn'),
      render: (row) => date(row.lentAt.slice(0, 10)),
      sort: (a, b) => a.lentAt.localeCompare(b.lentAt),
    },
    state === 'returned'
      ? {
          key: 'returned',
          title: t('intake.returnedOn'),
          render: (row) => (
            <>
              {row.returnedAt && instant(row.returnedAt)}
              {row.condition && ` · ${t(`intake.condition.${row.condition}`)}`}
            </>
          ),
          sort: (a, b) => (a.returnedAt ?? '').localeCompare(b.returnedAt ?? ''),
        }
      : {
          key: 'silent',
          title: t('intake.lastTaken'),
          render: (row) => (
            <>
              {row.lastTakenAt ? instant(row.lastTakenAt) : t('intake.neverTaken')}
              {row.stopped && (
                <>
                  <br />
                  <LevelTag level="amber">{t('intake.silentDays', { count: row.silentDays })}</LevelTag>
                </>
              )}
            </>
          ),
          sort: (a, b) => (a.silentDays ?? 0) - (b.silentDays ?? 0),
        },
    ...(mayWrite && state !== 'returned'
      ? [
          {
            key: 'actions',
            title: t('intake.actions'),
            render: (row: Loan) => (
              <span className={styles['row']}>
                {row.stopped && (
                  <Button icon="bell" busy={busy} onClick={() => void remind(row)}>
                    {t('intake.remind')}
                  </Button>
                )}
                {row.remindedAt && (
                  <span className="quiet">{t('intake.remindedAt', { at: instant(row.remindedAt) })}</span>
                )}
                <Link to={`/health-devices/loans/${row.personId}/${row.loanId}`} className={buttonClass('quiet')}>
                  {t('intake.openLoan')}
                </Link>
              </span>
            ),
          },
        ]
      : []),
  ];
  return (
    <>
      <PrintHeader title={t('intake.loans')} by={me.displayName} />
      <PageHead title={t('intake.loans')}>
        <PrintButton />
        {mayWrite && (
          <Link to="/health-devices/lend" className={buttonClass('primary')}>
            {t('intake.lendOne')}
          </Link>
        )}
      </PageHead>
      <DeviceTabs />
      <div className={styles['filters']}>
        <SelectField
          name="state"
          label={t('intake.state')}
          value={state}
          onChange={(value) => set('state', value === 'out' ? '' : value)}
          choices={loanStates.map((value) => ({ value, label: t(`intake.loanState.${value}`) }))}
        />
        <TextField name="text" label={t('intake.findLoan')} value={typed} onChange={type} />
      </div>
      {loans.data && state === 'stopped' && (
        <p className="quiet">{t('intake.stoppedHow', { count: loans.data.policy.stoppedAfterDays })}</p>
      )}
      {failure !== undefined && <Failure error={failure} />}
      <QueryView query={loans} skeleton={<Skeleton lines={8} />}>
        {(data) => (
          <Worklist
            label={t('intake.loans')}
            columns={columns}
            rows={data.items}
            rowKey={(row) => row.loanId}
            onOpen={(row) => void navigate(`/health-devices/loans/${row.personId}/${row.loanId}`)}
            empty={<Empty title={t(`intake.noLoans.${state}`)}>{t('intake.noLoansText')}</Empty>}
          />
        )}
      </QueryView>
    </>
  );
}
