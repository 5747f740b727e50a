// Today: what is due for the signed people by urgency, and what else waits. One press begins the follow-up.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Button, buttonClass } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { ChoiceField, TextField } from '#platform/ui/form/fields.tsx';
import { useAddressText } from '#platform/ui/form/use-address-text.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { PrintHeader } from '#platform/ui/print/print.tsx';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { dueSheetPath } from '../../contract.ts';
import { workbenchRoutes, type DueReply, type DueRow } from '../../workbench-contract.ts';
import { ColourTag, DueTag, GroupTags } from '../family-words.tsx';
import { familyKey, useFilters } from '../use-family.ts';
import { FamilyHead, TeamOnly, ListSheets, useTeam } from './family-tabs.tsx';
import styles from '../family.module.css';

const shown = ['due', 'overdue', 'later'] as const;

export function DuePage() {
  return (
    <TeamOnly>
      <Due />
    </TeamOnly>
  );
}

function Due() {
  const { t, date } = useWords();
  const api = useApi();
  const me = useMe();
  const { get, set } = useFilters();
  const { team } = useTeam();
  const show = shown.find((one) => one === get('show')) ?? 'due';
  const { typed, type, settled: text } = useAddressText('text');
  const query = { ...(team && { team }), show, ...(text && { text }) };
  const due = useInfiniteQuery({
    queryKey: [...familyKey, 'due', query],
    queryFn: ({ pageParam, signal }) =>
      api.call(workbenchRoutes.due, { query: { ...query, ...(pageParam && { page: pageParam }) }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
  const newest = due.data?.pages.at(-1);
  const rows = due.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <div className={styles['stack']}>
      <FamilyHead>
        <ListSheets path={dueSheetPath} query={query} />
      </FamilyHead>
      <PrintHeader title={t('family-doctor.room.due')} by={me.displayName} />
      {due.error && <Failure error={due.error} onRetry={() => void due.refetch()} />}
      {newest ? (
        <>
          <Waiting data={newest} />
          <div className={`${styles['filters']} no-print`}>
            <ChoiceField
              name="show"
              label={t('family-doctor.show')}
              value={show}
              onChange={(next) => set('show', next === 'due' ? '' : next)}
              choices={shown.map((value) => ({ value, label: t(`family-doctor.show.${value}`) }))}
            />
            <TextField name="text" label={t('family-doctor.findName')} value={typed} onChange={type} />
          </div>
          <h2>{t(`family-doctor.dueOn.${show}`, { day: date(newest.on), count: newest.total })}</h2>
          {rows.length === 0 ? (
            <Empty title={t('family-doctor.nothingDue')} icon="check">
              {t('family-doctor.nothingDueText')}
            </Empty>
          ) : (
            <ul className={styles['list']}>
              {rows.map((row) => (
                <DueLine key={`${row.personId} ${row.service}`} row={row} />
              ))}
            </ul>
          )}
          <p className={`${styles['row']} no-print`}>
            <span className="quiet">{t('ui.worklist.shownOf', { shown: rows.length, total: newest.total })}</span>
            {due.hasNextPage && (
              <Button busy={due.isFetchingNextPage} onClick={() => void due.fetchNextPage()}>
                {t('ui.worklist.more')}
              </Button>
            )}
          </p>
        </>
      ) : (
        !due.error && <Skeleton lines={8} />
      )}
    </div>
  );
}

function Waiting({ data }: { data: DueReply }) {
  const { t } = useWords();
  const figures = [
    { key: 'overdue', value: data.overdue, to: '/family?show=overdue' },
    { key: 'due', value: data.due, to: '/family' },
    { key: 'questions', value: data.waitingQuestions, to: '/family/messages' },
    { key: 'bookings', value: data.bookings, to: '/family/bookings' },
    { key: 'visits', value: data.visits, to: '/family/route' },
    { key: 'renewing', value: data.renewing, to: '/family/residents?stage=renewing' },
  ];
  return (
    <dl className={styles['figures']}>
      {figures.map(({ key, value, to }) => (
        <div key={key}>
          <dt>{t(`family-doctor.waiting.${key}`)}</dt>
          <dd>
            <Link to={to}>{value}</Link>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function DueLine({ row }: { row: DueRow }) {
  const { t, age } = useWords();
  return (
    <li className={styles['item']}>
      <span className={styles['who']}>
        <span className={styles['row']}>
          <Link to={`/family/people/${row.personId}`}>
            <strong>{row.name}</strong>
          </Link>
          <span className="quiet">
            {t(`ui.sex.${row.sex}`)} {row.birthOn && age(row.birthOn)} · {row.villageName}
          </span>
        </span>
        <span className={styles['row']}>
          <span>
            {row.serviceName} {t('family-doctor.doneOf', { done: row.done, times: row.times })}
          </span>
          <DueTag progress={row} />
          <ColourTag colour={row.colour} />
        </span>
        <GroupTags groups={row.groups} />
      </span>
      <span className={styles['row']}>
        {row.phone && (
          <a className={buttonClass()} href={`tel:${row.phone}`}>
            {t('family-doctor.call')}
          </a>
        )}
        {row.form ? (
          <Link className={buttonClass('primary')} to={`/family/people/${row.personId}/follow-up/${row.form}`}>
            {t('family-doctor.followUp')}
          </Link>
        ) : (
          <Link className={buttonClass('primary')} to={`/family/people/${row.personId}?enter=${row.service}`}>
            {t('family-doctor.enterService')}
          </Link>
        )}
      </span>
    </li>
  );
}
