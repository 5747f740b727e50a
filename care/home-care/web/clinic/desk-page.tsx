// 值班台: alarms first, with sound and text; complaints; then all visits of the institution by state.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearchParams } from 'react-router';
import { Link } from 'react-router';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { useAddressText } from '#platform/ui/form/use-address-text.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useLiveRefresh } from '#platform/ui/live/use-live.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import { homeCareTopic, visitRoutes, type Alarm, type DeskQuery, type VisitRow } from '../../visits-contract.ts';
import { HomeCareTabs } from '../home-care-tabs.tsx';
import { useAlarmSound } from '../use-alarm-sound.ts';
import { useVisitsLive, visitsKey } from '../use-visit.ts';
import { homeCareKinds, useVisitWords } from '../visit-words.ts';
import styles from '../home-care.module.css';

export function DeskPage() {
  const { t, instant } = useWords();
  const words = useVisitWords();
  const api = useApi();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const name = useAddressText('text');
  useLiveRefresh(homeCareTopic, [...visitsKey]);
  const set = (key: string, value: string) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(key, value);
        else next.delete(key);
        return next;
      },
      { replace: true },
    );
  const query: DeskQuery = {
    ...(search.get('kind') && { kind: search.get('kind')! }),
    ...(search.get('state') && { state: search.get('state')! }),
    ...(search.get('text') && { text: search.get('text')! }),
    ...(search.get('ended') && { ended: 'yes' as const }),
  };
  useVisitsLive();
  const desk = useQuery({
    queryKey: [...visitsKey, 'desk', query],
    queryFn: ({ signal }) => api.call(visitRoutes.desk, { query, signal }),
    refetchInterval: 30_000,
  });
  const columns: WorklistColumn<VisitRow>[] = [
    {
      key: 'state',
      title: t('homeCare.state'),
      render: (row) => <LevelTag level={words.level(row.kind, row.state)}>{words.state(row.kind, row.state)}</LevelTag>,
      sort: (a, b) => a.state.localeCompare(b.state),
    },
    {
      key: 'what',
      title: t('homeCare.what'),
      render: (row) => (
        <>
          <strong>{row.itemName}</strong> {row.simulated && <SimulatedBadge />}
        </>
      ),
      sort: (a, b) => a.itemName.localeCompare(b.itemName, 'zh-CN'),
    },
    { key: 'who', title: t('homeCare.name'), render: (row) => row.personName },
    { key: 'village', title: t('homeCare.village'), render: (row) => row.villageName },
    {
      key: 'wanted',
      title: t('homeCare.wantedAt'),
      render: (row) => instant(row.wantedAt),
      sort: (a, b) => a.wantedAt.localeCompare(b.wantedAt),
    },
    { key: 'nurse', title: t('homeCare.nurse'), render: (row) => row.nurseName ?? '—' },
    {
      key: 'since',
      title: t('homeCare.movedAt'),
      render: (row) => instant(row.movedAt),
      sort: (a, b) => a.movedAt.localeCompare(b.movedAt),
    },
  ];
  const counts = desk.data?.counts ?? {};
  return (
    <>
      <PageHead
        title={counts['requested'] ? t('homeCare.deskCount', { count: counts['requested'] }) : t('homeCare.desk')}
      />
      <HomeCareTabs />
      <Alarms />
      <OpenComplaints />
      <div className={styles['filters']}>
        <SelectField
          name="kind"
          label={t('homeCare.kind')}
          value={search.get('kind') ?? ''}
          onChange={(value) => set('kind', value)}
          choices={[
            { value: '', label: t('homeCare.all') },
            ...Object.keys(homeCareKinds).map((kind) => ({ value: kind, label: words.kind(kind) })),
          ]}
        />
        <TextField name="text" label={t('homeCare.findVisit')} value={name.typed} onChange={name.type} />
        <Button onClick={() => set('ended', query.ended ? '' : 'yes')}>
          {t(query.ended ? 'homeCare.hideEnded' : 'homeCare.showEnded')}
        </Button>
      </div>
      <QueryView query={desk} skeleton={<Skeleton lines={8} />}>
        {(data) => (
          <Worklist
            label={t('homeCare.desk')}
            columns={columns}
            rows={data.visits}
            rowKey={(row) => row.orderId}
            onOpen={(row) => void navigate(`/home-care/visits/${row.personId}/${row.orderId}`)}
            empty={<Empty title={t('homeCare.noVisits')}>{t('homeCare.noVisitsText')}</Empty>}
          />
        )}
      </QueryView>
    </>
  );
}

function Alarms() {
  const { t } = useWords();
  const api = useApi();
  const alarms = useQuery({
    queryKey: [...visitsKey, 'alarms'],
    queryFn: ({ signal }) => api.call(visitRoutes.alarms, { signal }),
    refetchInterval: 10_000,
  });
  const open = (alarms.data?.alarms ?? []).filter((one) => !one.acknowledgedAt);
  const sound = useAlarmSound(open.length > 0);
  if (alarms.error) return <Failure error={alarms.error} onRetry={() => void alarms.refetch()} />;
  return (
    <>
      {open.map((one) => (
        <AlarmBox key={one.alarmId} alarm={one} />
      ))}
      {open.length > 0 && sound.silent && <Button onClick={sound.start}>{t('homeCare.soundOn')}</Button>}
      {open.length === 0 &&
        alarms.data?.alarms.slice(0, 3).map((one) => (
          <p key={one.alarmId} className="quiet">
            {t('homeCare.alarmHandled', {
              kind: t(`homeCare.alarm.${one.kind}`),
              nurse: one.nurseName ?? one.raisedByName,
              name: one.acknowledgedByName,
            })}
          </p>
        ))}
    </>
  );
}

function AlarmBox({ alarm }: { alarm: Alarm }) {
  const { t, instant, distance } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const take = useMutation({
    mutationFn: () =>
      api.call(visitRoutes.acknowledge, {
        params: { personId: alarm.personId, orderId: alarm.orderId, alarmId: alarm.alarmId },
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: [...visitsKey] }),
  });
  return (
    <section className={styles['alarm']} role="alert">
      <strong>
        <span aria-hidden="true">▲ </span>
        {t(`homeCare.alarm.${alarm.kind}`)}：{alarm.nurseName ?? alarm.raisedByName}
      </strong>
      <p>{[instant(alarm.raisedAt), alarm.itemName, alarm.villageName, alarm.address].filter(Boolean).join(' · ')}</p>
      {alarm.position && (
        <p>
          {t('homeCare.alarmAt', { lat: alarm.position.lat.toFixed(5), lon: alarm.position.lon.toFixed(5) })}
          {alarm.metresAway !== undefined && ` · ${t('homeCare.alarmAway', { distance: distance(alarm.metresAway) })}`}
        </p>
      )}
      <div className={styles['row']}>
        <Button kind="danger" busy={take.isPending} onClick={() => take.mutate()}>
          {t('homeCare.takeAlarm')}
        </Button>
        {alarm.phone && <a href={`tel:${alarm.phone}`}>{t('homeCare.callHome', { phone: alarm.phone })}</a>}
        <Link to={`/home-care/visits/${alarm.personId}/${alarm.orderId}`}>{t('homeCare.openVisit')}</Link>
      </div>
      {take.error && <Failure error={take.error} />}
    </section>
  );
}

function OpenComplaints() {
  const { t } = useWords();
  const api = useApi();
  const complaints = useQuery({
    queryKey: [...visitsKey, 'complaints'],
    queryFn: ({ signal }) => api.call(visitRoutes.complaints, { signal }),
  });
  const open = (complaints.data?.complaints ?? []).filter((one) => !one.answeredAt);
  if (open.length === 0) return null;
  return (
    <section className={styles['card']}>
      <h2>{t('homeCare.openComplaints', { count: open.length })}</h2>
      {open.map((one) => (
        <p key={one.complaintId}>
          <Link to={`/home-care/visits/${one.personId}/${one.orderId}`}>{one.itemName}</Link> {one.said}
        </p>
      ))}
    </section>
  );
}
