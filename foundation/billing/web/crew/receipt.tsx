// The receipt on paper: lines, sum, who pays which part; it says when nothing is settled yet, and when the insurance was a sandbox.
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { PrintHeader } from '#platform/ui/print/print.tsx';
import styles from '#foundation/sync/web/part.module.css';
import type { ChargeLine, SettlementOutcome, SettlementWish } from '../../contract.ts';
import { lineTotalFen, totalFen } from '../../rules/charge.ts';

export function Receipt({
  name,
  lines,
  wish,
  outcome,
  by,
}: {
  name: string;
  lines: readonly (ChargeLine & { lineId: string })[];
  wish: SettlementWish;
  outcome: SettlementOutcome | undefined;
  by: string;
}) {
  const { t, money } = useWords();
  return (
    <div className="print-only">
      <PrintHeader title={t('billing.receipt')} person={name} by={by} />
      <table className={styles['sheet']}>
        <thead>
          <tr>
            <th>{t('billing.item')}</th>
            <th>{t('billing.quantity')}</th>
            <th>{t('billing.amount')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.lineId}>
              <td>
                {line.name}（{t(`billing.class.${line.insuranceClass}`)}）
              </td>
              <td>
                {line.quantity} {line.unit} × {money(line.priceFen)}
              </td>
              <td>{money(lineTotalFen(line))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        {t('billing.total')}：{money(totalFen(lines))}
      </p>
      <p>
        {wish.method === 'cash'
          ? t('billing.settledCash')
          : outcome?.state === 'settled'
            ? t('billing.settledBy', { fund: money(outcome.fundFen ?? 0), self: money(outcome.selfFen ?? 0) })
            : t('billing.waiting')}
      </p>
      {outcome?.reference && (
        <p>
          {t('billing.reference')}：{outcome.reference}
        </p>
      )}
      {outcome?.simulated && <p>{t('billing.simulated')}</p>}
    </div>
  );
}
