// The ledger of a contract: what each payer owes, what came in, and a payment, refund or correction.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Failure } from '#platform/ui/states/states.tsx';
import { contractRoutes, type ContractSummary, type PaymentBody } from '../../contract.ts';
import { payers, type Payer } from '../../rules/package.ts';
import { familyKey, useChange } from '../use-family.ts';
import styles from '../family.module.css';

/** Fen of `12.34` or `-12.3`; undefined where it is no amount. */
export function fenOf(text: string): number | undefined {
  const found = /^(-?)(\d{1,7})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (!found) return undefined;
  const fen = Number(found[2]) * 100 + Number((found[3] ?? '').padEnd(2, '0'));
  return found[1] === '-' ? -fen : fen;
}

export function LedgerCard({ personId, contract }: { personId: string; contract: ContractSummary }) {
  const { t, money, date } = useWords();
  const api = useApi();
  const params = { personId, contractId: contract.contractId };
  const ledger = useQuery({
    queryKey: [...familyKey, 'ledger', params],
    queryFn: ({ signal }) => api.call(contractRoutes.ledger, { params, signal }),
  });
  const names = new Map(contract.packages.map(({ code, name }) => [code, name]));
  return (
    <section className={styles['card']} aria-label={t('family-doctor.ledger')}>
      <h2>{t('family-doctor.ledger')}</h2>
      <QueryView query={ledger}>
        {({ entries, sums }) => (
          <>
            <div className={styles['scroll']} tabIndex={0} role="region" aria-label={t('family-doctor.ledgerSums')}>
              <table className={styles['table']}>
                <thead>
                  <tr>
                    <th scope="col">{t('family-doctor.payer')}</th>
                    <th scope="col" className={styles['number']}>
                      {t('family-doctor.owed')}
                    </th>
                    <th scope="col" className={styles['number']}>
                      {t('family-doctor.paid')}
                    </th>
                    <th scope="col" className={styles['number']}>
                      {t('family-doctor.open')}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {sums.map((sum) => (
                    <tr key={sum.payer}>
                      <th scope="row">{t(`family-doctor.payer.${sum.payer}`)}</th>
                      <td className={styles['number']}>{money(sum.dueFen)}</td>
                      <td className={styles['number']}>{money(sum.paidFen)}</td>
                      <td className={styles['number']}>{money(sum.openFen)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <details>
              <summary>{t('family-doctor.entries', { count: entries.length })}</summary>
              <ul>
                {entries.map((entry) => (
                  <li key={entry.entryId}>
                    {date(entry.on)} {names.get(entry.package) ?? entry.package}{' '}
                    {t(`family-doctor.payer.${entry.payer}`)} {t(`family-doctor.entry.${entry.kind}`)}{' '}
                    {money(entry.amountFen)} · {entry.byName}
                    {entry.note && `：${entry.note}`}
                  </li>
                ))}
              </ul>
            </details>
          </>
        )}
      </QueryView>
      <details>
        <summary>{t('family-doctor.book')}</summary>
        <EntryForm params={params} packages={contract.packages} />
      </details>
    </section>
  );
}

const kinds = ['paid', 'refund', 'correction'] as const;

function EntryForm({
  params,
  packages,
}: {
  params: { personId: string; contractId: string };
  packages: ContractSummary['packages'];
}) {
  const { t } = useWords();
  const api = useApi();
  const announce = useAnnounce();
  const { run, busy, failure } = useChange();
  const [entryId, setEntryId] = useState(newId);
  const [code, setCode] = useState(packages[0]?.code ?? '');
  const [payer, setPayer] = useState<Payer>('person');
  const [kind, setKind] = useState<PaymentBody['kind']>('paid');
  const [yuan, setYuan] = useState('');
  const [note, setNote] = useState('');
  const amountFen = fenOf(yuan);
  const save = async () => {
    const body = {
      entryId,
      package: code,
      payer,
      kind,
      amountFen: amountFen!,
      ...(note.trim() && { note: note.trim() }),
    };
    if (!(await run(() => api.call(contractRoutes.pay, { params, body })))) return;
    announce(t('family-doctor.booked'));
    setEntryId(newId());
    setYuan('');
    setNote('');
  };
  return (
    <div className={styles['stack']}>
      <SelectField
        name="package"
        label={t('family-doctor.package')}
        value={code}
        onChange={setCode}
        choices={packages.map((one) => ({ value: one.code, label: one.name }))}
      />
      <SelectField
        name="payer"
        label={t('family-doctor.payer')}
        value={payer}
        onChange={(next) => setPayer(next as Payer)}
        choices={payers.map((value) => ({ value, label: t(`family-doctor.payer.${value}`) }))}
      />
      <SelectField
        name="kind"
        label={t('family-doctor.entryKind')}
        value={kind}
        onChange={(next) => setKind(next as PaymentBody['kind'])}
        choices={kinds.map((value) => ({ value, label: t(`family-doctor.entry.${value}`) }))}
      />
      <TextField
        name="amount"
        label={t('family-doctor.amountYuan')}
        value={yuan}
        onChange={setYuan}
        {...(yuan !== '' && amountFen === undefined && { error: t('family-doctor.amountWrong') })}
      />
      <TextField
        name="note"
        label={t('family-doctor.note')}
        value={note}
        onChange={setNote}
        maxLength={200}
        optional={kind === 'paid'}
      />
      {failure !== undefined && <Failure error={failure} />}
      <div className={styles['row']}>
        <Button kind="primary" busy={busy} disabled={!amountFen} onClick={() => void save()}>
          {t('family-doctor.bookIt')}
        </Button>
      </div>
    </div>
  );
}
