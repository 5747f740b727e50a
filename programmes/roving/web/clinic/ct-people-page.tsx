// The list of the own villages: run the rule, see who is eligible or must be asked, invite all whom the rule found.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { Button } from '#platform/ui/actions/button.tsx';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Failure } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import { useState } from 'react';
import { ctRoutes, type CtRow, type CtStop, type CtStopsReply } from '../../ct-screening-contract.ts';
import { clockText } from '../../rules/clock-text.ts';
import { ctStages, type CtStage } from '../../rules/ct-screening/stage.ts';
import { CtTabs } from '../ct-screening/ct-tabs.tsx';
import { StageTag } from '../ct-screening/ct-words.tsx';
import { ctKey, useChange, useFilters, useStops } from '../ct-screening/use-ct.ts';
import styles from '../ct-screening/ct.module.css';

export function CtPeoplePage() {
  const { t } = useWords();
  const { year } = useFilters();
  const stops = useStops(year);
  return (
    <>
      <PageHead title={t('roving.ct.title')} />
      <CtTabs />
      <QueryView query={stops}>{(data) => <People data={data} />}</QueryView>
    </>
  );
}

function People({ data }: { data: CtStopsReply }) {
  const { t, day } = useWords();
  const { search, set, year, today } = useFilters();
  const coming = data.stops.find(({ on }) => on && on >= today) ?? data.stops[0];
  const stop = data.stops.find(({ villageId }) => villageId === search.get('village')) ?? coming;
  if (!stop) return <Empty title={t('roving.ct.noVillages')} icon="visit" />;
  return (
    <>
      {data.rule.draft && <p className={styles['draft']}>{t('roving.ct.ruleDraft', { version: data.rule.version })}</p>}
      <div className={styles['filters']}>
        <SelectField
          name="village"
          label={t('roving.ct.village')}
          value={stop.villageId}
          onChange={(value) => set('village', value)}
          choices={data.stops.map((one) => ({
            value: one.villageId,
            label: `${one.townshipName} ${one.villageName}${one.on ? ` · ${day(one.on)}` : ''}`,
          }))}
        />
        <SelectField
          name="stage"
          label={t('roving.ct.stageLabel')}
          value={search.get('stage') ?? ''}
          onChange={(value) => set('stage', value)}
          choices={[
            { value: '', label: t('roving.ct.allStages') },
            ...ctStages.map((stage) => ({ value: stage, label: t(`roving.ct.stage.${stage}`) })),
          ]}
        />
        <TextField
          name="text"
          label={t('roving.ct.findName')}
          value={search.get('text') ?? ''}
          onChange={(value) => set('text', value)}
        />
      </div>
      <StopActions stop={stop} year={year} today={today} />
      <List villageId={stop.villageId} year={year} />
    </>
  );
}

function StopActions({ stop, year, today }: { stop: CtStop; year: string; today: string }) {
  const { t, day } = useWords();
  const api = useApi();
  const announce = useAnnounce();
  const { run, busy, failure } = useChange();
  const [asking, setAsking] = useState(false);
  const evaluate = () =>
    void run(() =>
      api.call(ctRoutes.evaluate, {
        body: { year: Number(year), villageIds: [stop.villageId] },
        idempotencyKey: newId(),
      }),
    );
  const invite = async () => {
    setAsking(false);
    await run(async () => {
      const { invited } = await api.call(ctRoutes.inviteAll, {
        body: { year: Number(year), villageId: stop.villageId },
        idempotencyKey: newId(),
      });
      announce(t('roving.ct.invitedCount', { count: invited }));
    });
  };
  const comes = stop.on !== undefined && stop.on >= today;
  const left = Math.max(0, stop.eligible - stop.invited);
  return (
    <section className={styles['card']} aria-label={stop.villageName}>
      <div className={styles['row']}>
        <strong>{stop.on ? t('roving.ct.comesOn', { day: day(stop.on) }) : t('roving.ct.noStopYet')}</strong>
        <span>
          {t('roving.ct.counts', {
            eligible: stop.eligible,
            toAsk: stop.toAsk,
            invited: stop.invited,
            booked: stop.booked,
            slots: stop.slots,
            waiting: stop.waiting,
          })}
        </span>
      </div>
      {stop.run && (
        <p className="quiet" role="status">
          {t(stop.run.finishedAt ? 'roving.ct.ruleDone' : 'roving.ct.ruleRuns', {
            done: stop.run.done,
            total: stop.run.total,
            outside: stop.run.outsideAge,
          })}
        </p>
      )}
      {failure !== undefined && <Failure error={failure} />}
      <div className={styles['row']}>
        <Button busy={busy} onClick={evaluate}>
          {t('roving.ct.runRule')}
        </Button>
        <Button kind="primary" disabled={!comes || left === 0} onClick={() => setAsking(true)}>
          {t('roving.ct.inviteAll', { count: left })}
        </Button>
      </div>
      <Confirm
        open={asking}
        danger={false}
        title={t('roving.ct.inviteAllTitle', { village: stop.villageName })}
        verb={t('roving.ct.invite')}
        onClose={() => setAsking(false)}
        onConfirm={() => void invite()}
      >
        {t('roving.ct.inviteAllText')}
      </Confirm>
    </section>
  );
}

function List({ villageId, year }: { villageId: string; year: string }) {
  const { t } = useWords();
  const api = useApi();
  const navigate = useNavigate();
  const { search, set } = useFilters();
  const page = search.get('page') ?? '';
  const stage = (search.get('stage') ?? '') as CtStage | '';
  const text = (search.get('text') ?? '').trim();
  const people = useQuery({
    queryKey: [...ctKey, 'people', villageId, year, stage, text, page],
    queryFn: ({ signal }) =>
      api.call(ctRoutes.people, {
        query: { year, villageId, ...(stage && { stage }), ...(text && { text }), ...(page && { page }) },
        signal,
      }),
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  });
  const columns: WorklistColumn<CtRow>[] = [
    {
      key: 'name',
      title: t('roving.ct.name'),
      width: 120,
      render: (row) => <strong>{row.name}</strong>,
      sort: (a, b) => a.name.localeCompare(b.name, 'zh-CN'),
    },
    {
      key: 'age',
      title: t('roving.ct.sexAge'),
      width: 120,
      render: (row) => `${t(`ui.sex.${row.sex}`)} ${row.age ?? '—'}`,
      sort: (a, b) => (a.age ?? 0) - (b.age ?? 0),
    },
    {
      key: 'stage',
      title: t('roving.ct.stageLabel'),
      render: (row) => <StageTag stage={row.stage} />,
      sort: (a, b) => ctStages.indexOf(a.stage) - ctStages.indexOf(b.stage),
    },
    {
      key: 'why',
      title: t('roving.ct.why'),
      render: (row) =>
        row.missing.length > 0
          ? t('roving.ct.toAskFor', { facts: row.missing.map((key) => t(`roving.ct.fact.${key}`)).join(t('ui.comma')) })
          : (row.inviteReason ?? t(`roving.ct.reason.${row.reason}`)),
    },
    {
      key: 'slot',
      title: t('roving.ct.slot'),
      render: (row) => (row.slotMinute === undefined ? '—' : clockText(row.slotMinute)),
    },
    { key: 'phone', title: t('roving.ct.phone'), render: (row) => row.phone ?? '—' },
  ];
  return (
    <QueryView query={people}>
      {({ items, total, next }) => (
        <>
          {items.some(({ simulated }) => simulated) && (
            <p>
              <SimulatedBadge />
            </p>
          )}
          <Worklist
            label={t('roving.ct.room.people')}
            columns={columns}
            rows={items}
            rowKey={(row) => row.screeningId}
            onOpen={(row) => void navigate(`/ct-screening/people/${row.personId}`)}
            empty={
              <Empty title={t('roving.ct.nobodyHere')} icon="person">
                {t('roving.ct.nobodyHereText')}
              </Empty>
            }
            more={{
              shown: items.length,
              total,
              busy: people.isFetching,
              hasMore: next !== undefined || page !== '',
              onMore: () => set('page', next ?? ''),
            }}
          />
        </>
      )}
    </QueryView>
  );
}
