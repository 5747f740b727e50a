// One loan: the signed paper, and its end: given back, or replaced by another device.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { Button, buttonClass } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { ChoiceField, SelectField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay, useMe } from '#platform/ui/portal/session.ts';
import { PrintButton, PrintHeader } from '#platform/ui/print/print.tsx';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { intakeRoutes } from '../../contract.ts';
import { lendingRoutes, returnConditions, type LoanDetail, type ReturnCondition } from '../../lending-contract.ts';
import { intakeKey, useChange } from '../use-intake.ts';
import styles from '../intake.module.css';

export function LoanPage() {
  const { t } = useWords();
  const api = useApi();
  const me = useMe();
  const { personId = '', loanId = '' } = useParams();
  const mayWrite = useMay('intake.binding.write');
  const loan = useQuery({
    queryKey: [...intakeKey, 'loan', loanId],
    queryFn: ({ signal }) => api.call(lendingRoutes.loan, { params: { personId, loanId }, signal }),
  });
  return (
    <div className={styles['stack']}>
      <PrintHeader title={t('intake.paper')} by={me.displayName} {...(loan.data && { person: loan.data.name })} />
      <PageHead title={t('intake.paper')} badges={loan.data?.simulated && <SimulatedBadge />}>
        <Link to="/health-devices/loans">{t('intake.backToLoans')}</Link>
        <PrintButton />
      </PageHead>
      <QueryView query={loan} skeleton={<Skeleton lines={12} />}>
        {(data) => (
          <>
            <Paper loan={data} />
            {mayWrite && !data.returnedAt && <End loan={data} />}
            {data.replacedBy && (
              <Link to={`/health-devices/loans/${data.personId}/${data.replacedBy}`} className={buttonClass('quiet')}>
                {t('intake.replacedBy')}
              </Link>
            )}
          </>
        )}
      </QueryView>
    </div>
  );
}

function Paper({ loan }: { loan: LoanDetail }) {
  const { t, instant } = useWords();
  const { signature } = loan;
  return (
    <>
      <p>
        <Link to={`/people/${loan.personId}`}>{loan.name}</Link> · {t(`intake.kind.${loan.kind}`)} {loan.serial} ·{' '}
        {loan.returnedAt
          ? t('intake.returnedAs', {
              at: instant(loan.returnedAt),
              condition: t(`intake.condition.${loan.condition!}`),
            })
          : t('intake.outSince', { at: instant(loan.lentAt), by: loan.lentBy })}
      </p>
      {loan.exception && <p>{t('intake.exceptionSaid', { reason: loan.exception })}</p>}
      <div className={styles['paper']}>
        {loan.text}
        {'\n\n'}
        {t('intake.signedBy', { name: signature.signerName, at: instant(signature.signedAt) })}{' '}
        <span className="quiet">{t(`intake.identified.${signature.identifiedBy}`)}</span>
        {'\n'}
        <svg viewBox="0 0 300 100" role="img" aria-label={t('intake.signatureOf', { name: signature.signerName })}>
          <path d={signature.drawn} fill="none" stroke="currentColor" strokeWidth="2" />
        </svg>
        {'\n'}
        <span className="quiet">{t('intake.hash', { hash: loan.textHash.slice(0, 16) })}</span>
      </div>
    </>
  );
}

function End({ loan }: { loan: LoanDetail }) {
  const { t } = useWords();
  const api = useApi();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const { run, busy, failure } = useChange();
  const [condition, setCondition] = useState<ReturnCondition>();
  const [deviceId, setDeviceId] = useState('');
  const [newLoanId] = useState(() => crypto.randomUUID());
  const inStock = useQuery({
    queryKey: [...intakeKey, 'devices', 'in-stock', loan.kind],
    queryFn: ({ signal }) => api.call(intakeRoutes.devices, { query: { state: 'in-stock', kind: loan.kind }, signal }),
  });
  const params = { personId: loan.personId, loanId: loan.loanId };
  const body = { version: loan.version, condition: condition! };
  const giveBack = async () => {
    if (await run(() => api.call(lendingRoutes.giveBack, { params, body }))) announce(t('intake.gaveBack'));
  };
  const replace = async () => {
    const done = await run(() => api.call(lendingRoutes.replace, { params, body: { ...body, newLoanId, deviceId } }));
    if (!done) return;
    announce(t('intake.replaced', { serial: done.serial }));
    await navigate(`/health-devices/loans/${loan.personId}/${newLoanId}`);
  };
  return (
    <section className={`${styles['card']} no-print`} aria-label={t('intake.giveBack')}>
      <h2>{t('intake.giveBack')}</h2>
      <ChoiceField
        name="condition"
        label={t('intake.conditionTitle')}
        value={condition}
        onChange={setCondition}
        choices={returnConditions.map((value) => ({ value, label: t(`intake.condition.${value}`) }))}
      />
      <SelectField
        name="replacement"
        label={t('intake.replacement')}
        hint={t('intake.replacementHint')}
        value={deviceId}
        onChange={setDeviceId}
        choices={[
          { value: '', label: t('intake.noReplacement') },
          ...(inStock.data?.items ?? []).map((one) => ({ value: one.deviceId, label: `${one.model} · ${one.serial}` })),
        ]}
      />
      {failure !== undefined && <Failure error={failure} />}
      <div>
        <Button
          kind="primary"
          busy={busy}
          disabled={!condition}
          onClick={() => void (deviceId === '' ? giveBack() : replace())}
        >
          {t(deviceId === '' ? 'intake.giveBack' : 'intake.replace')}
        </Button>
      </div>
    </section>
  );
}
