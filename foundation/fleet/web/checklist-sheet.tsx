// The list on paper: each requirement with its state, and a line to sign on.
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { PrintHeader } from '#platform/ui/print/print.tsx';
import type { ChecklistSource, VehicleReadiness } from '../readiness-contract.ts';
import { useFindingWords } from './use-finding-words.ts';
import styles from './fleet.module.css';

export function ChecklistSheet({ vehicle, checklist }: { vehicle: VehicleReadiness; checklist: ChecklistSource }) {
  const { t, day } = useWords();
  const words = useFindingWords();
  const me = useMe();
  return (
    <div className="print-only">
      <PrintHeader
        title={t('fleet.sheet.title', { vehicle: `${vehicle.name} ${vehicle.plate}`, day: day(vehicle.on) })}
        by={me.displayName}
      />
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('fleet.sheet.item')}</th>
            <th scope="col">{t('fleet.today')}</th>
            <th scope="col">{t('fleet.why')}</th>
            <th scope="col">{t('fleet.sheet.checked')}</th>
          </tr>
        </thead>
        <tbody>
          {vehicle.findings.map((one) => (
            <tr key={one.item}>
              <th scope="row">{words.item(one.item)}</th>
              <td>{t(`fleet.mark.${one.state}`)}</td>
              <td>{words.why(one)}</td>
              <td>□</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{words.list(checklist)}</p>
      <p>{t('fleet.sheet.sign')}</p>
    </div>
  );
}
