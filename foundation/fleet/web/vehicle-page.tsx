// One vehicle: readiness, equipment and papers, stock, maintenance, crew, calendar, terminals.
import { Link, NavLink, useParams } from 'react-router';
import { buttonClass } from '#platform/ui/actions/button.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { PrintButton } from '#platform/ui/print/print.tsx';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import type { ReadinessReply, VehicleReadiness, VehicleUpkeep } from '../readiness-contract.ts';
import { CalendarTab } from './calendar-tab.tsx';
import { ChecklistSheet } from './checklist-sheet.tsx';
import { CrewTab } from './crew-tab.tsx';
import { DepartureCard } from './departure-card.tsx';
import { EquipmentTab } from './equipment-tab.tsx';
import { MaintenanceTab } from './maintenance-tab.tsx';
import { ReadinessList } from './readiness-list.tsx';
import { StockTab } from './stock-tab.tsx';
import { TerminalsTab } from './terminals-tab.tsx';
import { useFindingWords } from './use-finding-words.ts';
import { useReadiness, useUpkeep } from './use-fleet.ts';
import { VehicleForm } from './vehicle-form.tsx';
import { VehicleState } from './vehicle-state.tsx';
import styles from './fleet.module.css';

const tabs = ['readiness', 'equipment', 'stock', 'maintenance', 'crew', 'calendar', 'terminals', 'register'] as const;
export type VehicleTab = (typeof tabs)[number];

export function VehiclePage() {
  const { t } = useWords();
  const { vehicleId = '', tab } = useParams();
  const readiness = useReadiness();
  const upkeep = useUpkeep(vehicleId);
  const mayWrite = useMay('fleet.vehicle.write');
  const open = tabs.find((one) => one === tab) ?? 'readiness';
  return (
    <QueryView query={readiness} skeleton={<Skeleton lines={10} />}>
      {(data) => {
        const vehicle = data.vehicles.find((one) => one.vehicleId === vehicleId);
        if (!vehicle)
          return (
            <Empty title={t('fleet.unknown')} icon="list" action={<Link to="/fleet">{t('fleet.title')}</Link>}>
              {t('fleet.unknownText')}
            </Empty>
          );
        return (
          <>
            <PageHead
              title={`${vehicle.name} ${vehicle.plate}`}
              badges={
                <>
                  <VehicleState vehicle={vehicle} />
                  {data.simulated && <SimulatedBadge />}
                </>
              }
            >
              <Link className={buttonClass('quiet')} to="/fleet">
                {t('fleet.back')}
              </Link>
              {open === 'readiness' && <PrintButton label={t('fleet.printList')} />}
            </PageHead>
            <p className="quiet no-print">
              {vehicle.organisationName} · {t(`fleet.kind.${vehicle.kind}`)}
            </p>
            <nav className={`${styles['tabs']} no-print`} aria-label={t('fleet.rooms')}>
              {tabs
                .filter((one) => one !== 'register' || mayWrite)
                .map((one) => (
                  <NavLink
                    key={one}
                    to={one === 'readiness' ? `/fleet/${vehicleId}` : `/fleet/${vehicleId}/${one}`}
                    end
                    className={styles['tab'] ?? ''}
                  >
                    {t(`fleet.tab.${one}`)}
                  </NavLink>
                ))}
            </nav>
            {open === 'readiness' ? (
              <Today vehicle={vehicle} data={data} />
            ) : (
              <QueryView query={upkeep} skeleton={<Skeleton lines={8} />}>
                {(kept) => <Room tab={open} vehicle={vehicle} upkeep={kept} />}
              </QueryView>
            )}
          </>
        );
      }}
    </QueryView>
  );
}

function Today({ vehicle, data }: { vehicle: VehicleReadiness; data: ReadinessReply }) {
  const { t } = useWords();
  const words = useFindingWords();
  const { checklist } = data;
  return (
    <>
      <div className={`${styles['halves']} no-print`}>
        <ReadinessList vehicle={vehicle} />
        <div className={styles['aside']}>
          <DepartureCard vehicle={vehicle} checklist={checklist} />
          <p className="quiet">{words.list(checklist)}</p>
          {checklist.assumed.length > 0 && <p className="quiet">{t('fleet.list.assumed')}</p>}
        </div>
      </div>
      <ChecklistSheet vehicle={vehicle} checklist={checklist} />
    </>
  );
}

function Room({ tab, vehicle, upkeep }: { tab: VehicleTab; vehicle: VehicleReadiness; upkeep: VehicleUpkeep }) {
  const { vehicleId } = vehicle;
  switch (tab) {
    case 'equipment':
      return <EquipmentTab vehicleId={vehicleId} upkeep={upkeep} today={vehicle.on} findings={vehicle.findings} />;
    case 'stock':
      return <StockTab vehicleId={vehicleId} upkeep={upkeep} today={vehicle.on} />;
    case 'maintenance':
      return <MaintenanceTab vehicleId={vehicleId} upkeep={upkeep} today={vehicle.on} />;
    case 'crew':
      return <CrewTab vehicleId={vehicleId} upkeep={upkeep} today={vehicle.on} />;
    case 'calendar':
      return <CalendarTab vehicleId={vehicleId} upkeep={upkeep} today={vehicle.on} />;
    case 'terminals':
      return <TerminalsTab upkeep={upkeep} />;
    case 'register':
      return (
        <section className={styles['card']}>
          <VehicleForm key={upkeep.vehicle.version} vehicle={upkeep.vehicle} />
        </section>
      );
    case 'readiness':
      return null;
  }
}
