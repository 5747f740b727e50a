// The crew's page on a phone: their vehicle, what is missing, and one big button.
import { Link, useSearchParams } from 'react-router';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty } from '#platform/ui/states/states.tsx';
import type { ReadinessReply } from '../readiness-contract.ts';
import { DepartureCard } from './departure-card.tsx';
import { ReadinessList } from './readiness-list.tsx';
import { missingOf, VehicleState } from './vehicle-state.tsx';
import { useReadiness } from './use-fleet.ts';
import styles from './fleet.module.css';

export function DeparturePage() {
  const { t } = useWords();
  const readiness = useReadiness();
  return (
    <div className={styles['phone']}>
      <PageHead title={t('fleet.departureTitle')} badges={readiness.data?.simulated && <SimulatedBadge />} />
      <QueryView query={readiness}>{(data) => <Chosen data={data} />}</QueryView>
    </div>
  );
}

function Chosen({ data }: { data: ReadinessReply }) {
  const { t, day } = useWords();
  const [search, setSearch] = useSearchParams();
  const only = data.vehicles.length === 1 ? data.vehicles[0] : undefined;
  const vehicle = data.vehicles.find((one) => one.vehicleId === search.get('vehicle')) ?? only;
  if (data.vehicles.length === 0)
    return (
      <Empty title={t('fleet.none')} icon="list">
        {t('fleet.noneText')}
      </Empty>
    );
  if (!vehicle)
    return (
      <ul className={styles['choose']} aria-label={t('fleet.chooseVehicle')}>
        {data.vehicles.map((one) => (
          <li key={one.vehicleId}>
            <button type="button" onClick={() => setSearch({ vehicle: one.vehicleId })}>
              <strong>{one.name}</strong> {one.plate}
              <VehicleState vehicle={one} />
            </button>
          </li>
        ))}
      </ul>
    );
  const count = missingOf(vehicle).length;
  return (
    <>
      <div className={styles['verdict']} data-state={vehicle.ready ? 'ready' : 'not-ready'}>
        <p>
          <strong>{vehicle.name}</strong> {vehicle.plate}
        </p>
        <p className={styles['big']}>
          {vehicle.ready ? `● ${t('fleet.ready')}` : `▲ ${t('fleet.notReady', { count })}`}
        </p>
        <p className="quiet">
          {vehicle.organisationName} · {day(vehicle.on)}
        </p>
      </div>
      <DepartureCard vehicle={vehicle} checklist={data.checklist} />
      <ReadinessList vehicle={vehicle} folded />
      <p>
        <Link to={`/fleet/${vehicle.vehicleId}`}>{t('fleet.wholeVehicle')}</Link>
        {data.vehicles.length > 1 && (
          <>
            {' · '}
            <Link to="/departure">{t('fleet.otherVehicle')}</Link>
          </>
        )}
      </p>
    </>
  );
}
