// What a visit costs, line by line, what came in and what went back.
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import type { ChargeSheet } from '#foundation/billing/contract.ts';
import styles from './home-care.module.css';

export function VisitMoney({ charge }: { charge: ChargeSheet }) {
  const { t, money, instant } = useWords();
  return (
    <>
      <dl className={styles['facts']}>
        {charge.lines.map((line) => (
          <div key={`${line.code} ${line.quantity}`} style={{ display: 'contents' }}>
            <dt>
              {line.name} × {line.quantity}
            </dt>
            <dd>{money(line.priceFen * line.quantity)}</dd>
          </div>
        ))}
        <dt>{t('homeCare.total')}</dt>
        <dd>
          <strong>{money(charge.totalFen)}</strong>
        </dd>
        {charge.payments.map((one) => (
          <div key={one.paymentId} style={{ display: 'contents' }}>
            <dt>{t(`homeCare.payment.${one.direction}.${one.state}`)}</dt>
            <dd>
              {money(one.amountFen)} {one.doneAt && <span className="quiet">{instant(one.doneAt)}</span>}{' '}
              {one.simulated && <SimulatedBadge />}
            </dd>
          </div>
        ))}
        <dt>{t('homeCare.outstanding')}</dt>
        <dd>{money(charge.outstandingFen)}</dd>
      </dl>
    </>
  );
}
