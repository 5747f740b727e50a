// The fleet today: which vehicles are fit to go, which are not and why, which have gone.
import { useMemo } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { buttonClass } from '#platform/ui/actions/button.tsx';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { useAddressText } from '#platform/ui/form/use-address-text.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import type { ReadinessReply, VehicleReadiness } from '../readiness-contract.ts';
import { missingOf, stateOf, VehicleState, vehicleStates, warnedOf } from './vehicle-state.tsx';
import { useFindingWords } from './use-finding-words.ts';
import { useReadiness } from './use-fleet.ts';
import styles from './fleet.module.css';

export function FleetPage() {
  const { t } = useWords();
  const readiness = useReadiness();
  const mayWrite = useMay('fleet.vehicle.write');
  return (
    <>
      <PageHead title={t('fleet.title')} badges={readiness.data?.simulated && <SimulatedBadge />}>
        {mayWrite && (
          <Link className={buttonClass('quiet')} to="/fleet/new">
            {t('fleet.newVehicle')}
          </Link>
        )}
        <Link className={buttonClass('quiet')} to="/fleet/checklist">
          {t('fleet.checklist')}
        </Link>
        <Link className={buttonClass('plain')} to="/fleet/calendar">
          {t('fleet.calendar')}
        </Link>
      </PageHead>
      <QueryView query={readiness}>{(data) => <FleetList data={data} />}</QueryView>
    </>
  );
}

function FleetList({ data }: { data: ReadinessReply }) {
  const { t, day } = useWords();
  const words = useFindingWords();
  const go = useNavigate();
  const [search, setSearch] = useSearchParams();
  const text = useAddressText('text');
  const wanted = search.get('state') ?? '';
  const rows = useMemo(
    () =>
      data.vehicles
        .filter((one) => !wanted || stateOf(one) === wanted)
        .filter((one) => `${one.name}${one.plate}${one.organisationName}`.includes(text.settled.trim()))
        .toSorted((a, b) => vehicleStates.indexOf(stateOf(a)) - vehicleStates.indexOf(stateOf(b))),
    [data.vehicles, wanted, text.settled],
  );
  const columns: WorklistColumn<VehicleReadiness>[] = [
    {
      key: 'vehicle',
      title: t('fleet.vehicle'),
      render: (row) => (
        <Link to={`/fleet/${row.vehicleId}`}>
          <strong>{row.name}</strong> {row.plate}
        </Link>
      ),
      sort: (a, b) => a.name.localeCompare(b.name, 'zh-CN', { numeric: true }),
    },
    {
      key: 'state',
      title: t('fleet.today'),
      render: (row) => (
        <>
          <VehicleState vehicle={row} />
          <Why vehicle={row} words={words} />
        </>
      ),
      sort: (a, b) => vehicleStates.indexOf(stateOf(a)) - vehicleStates.indexOf(stateOf(b)),
    },
    {
      key: 'organisation',
      title: t('fleet.organisation'),
      render: (row) => row.organisationName,
      sort: (a, b) => a.organisationName.localeCompare(b.organisationName, 'zh-CN'),
    },
  ];
  const ready = data.vehicles.filter((one) => one.ready).length;
  return (
    <>
      <p>
        {t('fleet.summary', { day: day(data.on), ready, all: data.vehicles.length })}{' '}
        <span className="quiet">{words.list(data.checklist)}</span>
      </p>
      <div className={styles['bar']} role="search">
        <TextField name="text" label={t('fleet.find')} value={text.typed} onChange={text.type} autoComplete="off" />
        <SelectField
          name="state"
          label={t('fleet.today')}
          value={wanted}
          onChange={(state) => setSearch(state ? { state } : {}, { replace: true })}
          choices={[
            { value: '', label: t('fleet.anyState') },
            ...vehicleStates.map((state) => ({ value: state, label: t(`fleet.stateName.${state}`) })),
          ]}
        />
      </div>
      <Worklist
        label={t('fleet.title')}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.vehicleId}
        onOpen={(row) => void go(`/fleet/${row.vehicleId}`)}
        empty={
          <Empty title={t(data.vehicles.length ? 'fleet.noMatch' : 'fleet.none')} icon="list">
            {t(data.vehicles.length ? 'fleet.noMatchText' : 'fleet.noneText')}
          </Empty>
        }
      />
    </>
  );
}

function Why({ vehicle, words }: { vehicle: VehicleReadiness; words: ReturnType<typeof useFindingWords> }) {
  const { t } = useWords();
  const { departure } = vehicle;
  const shown = [...missingOf(vehicle), ...warnedOf(vehicle)];
  return (
    <>
      {departure?.override && (
        <p className={styles['red']}>
          {t('fleet.overrideBy', {
            by: departure.clearedBy,
            second: departure.override.secondPerson,
            reason: departure.override.reason,
          })}
        </p>
      )}
      {shown.slice(0, 3).map((one) => (
        <div key={one.item}>{t('fleet.itemWhy', { item: words.item(one.item), why: words.why(one) })}</div>
      ))}
      {shown.length > 3 && <span className="quiet">{t('fleet.more', { count: shown.length - 3 })}</span>}
    </>
  );
}
