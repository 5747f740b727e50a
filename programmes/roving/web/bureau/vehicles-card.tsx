// The vehicles that planning knows, and the days on which each is not to be had; they are kept on the vehicle's page.
import { Link } from 'react-router';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import type { MonthBasis } from '../../contract.ts';
import styles from './roving.module.css';

export function VehiclesCard({ basis }: { basis: MonthBasis }) {
  const { t, date } = useWords();
  return (
    <section className={styles['card']} aria-label={t('roving.vehicles')}>
      <h2>{t('roving.vehicles')}</h2>
      <table className={styles['changes']}>
        <tbody>
          {basis.vehicles.map((vehicle) => (
            <tr key={vehicle.vehicleId}>
              <th scope="row">{vehicle.name}</th>
              <td>{vehicle.organisationName}</td>
              <td>
                {vehicle.outOfService
                  .map((span) => `${date(span.fromOn)}–${date(span.toOn)} ${span.reason}`)
                  .join(t('ui.comma')) || t('roving.inService')}
              </td>
              <td>
                <Link to={`/fleet/${vehicle.vehicleId}/maintenance`}>{t('roving.takeOut')}</Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
