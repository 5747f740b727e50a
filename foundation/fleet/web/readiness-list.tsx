// The list of a vehicle: what is missing first, then what will be due, then what is in order.
import { useWords } from '#platform/ui/i18n/use-words.ts';
import type { VehicleReadiness } from '../readiness-contract.ts';
import { FindingRow } from './finding-row.tsx';
import styles from './fleet.module.css';

export function ReadinessList({ vehicle, folded = false }: { vehicle: VehicleReadiness; folded?: boolean }) {
  const { t } = useWords();
  const of = (state: 'missing' | 'warned' | 'met') => vehicle.findings.filter((one) => one.state === state);
  const rows = (state: 'missing' | 'warned' | 'met') => (
    <ul className={styles['findings']}>
      {of(state).map((finding) => (
        <FindingRow
          key={finding.item}
          finding={finding}
          vehicleId={vehicle.vehicleId}
          proof={vehicle.proofs.find((one) => one.item === finding.item)}
        />
      ))}
    </ul>
  );
  return (
    <section className={styles['list']} aria-label={t('fleet.readiness')}>
      {of('missing').length > 0 && <h2>{t('fleet.missing', { count: of('missing').length })}</h2>}
      {rows('missing')}
      {of('warned').length > 0 && <h2>{t('fleet.warned', { count: of('warned').length })}</h2>}
      {rows('warned')}
      {folded ? (
        <details>
          <summary>{t('fleet.met', { count: of('met').length })}</summary>
          {rows('met')}
        </details>
      ) : (
        <>
          <h2>{t('fleet.met', { count: of('met').length })}</h2>
          {rows('met')}
        </>
      )}
    </section>
  );
}
