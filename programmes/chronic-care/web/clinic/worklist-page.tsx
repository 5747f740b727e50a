// People with chronic diseases: who is red, who is late, who should be enrolled; by doctor, village and disease, followed live.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Button } from '#platform/ui/actions/button.tsx';
import { download } from '#platform/ui/files/save-file.ts';
import { useApi } from '#platform/ui/api/api-context.ts';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { useAddressText } from '#platform/ui/form/use-address-text.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useLiveRefresh, useLiveState } from '#platform/ui/live/use-live.ts';
import { useMay, useMe } from '#platform/ui/portal/session.ts';
import { PrintButton, PrintHeader } from '#platform/ui/print/print.tsx';
import { LiveBadge, SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import {
  chronicRoutes,
  colours,
  permissions,
  worklistSheetPath,
  worklistSorts,
  worklistTopic,
  type WorklistQuery,
  type WorklistReply,
  type WorklistRow,
} from '../../contract.ts';
import { diseases } from '../../rules/disease.ts';
import { registrationStatuses } from '../../rules/registration.ts';
import { ColourTag, ReasonText } from '../chronic-words.tsx';
import { chronicKey, useFilters } from '../use-chronic.ts';
import styles from '../chronic.module.css';

const filters = ['village', 'doctor', 'colour', 'disease', 'status', 'text', 'sort', 'page'] as const;

export function WorklistPage() {
  const { t } = useWords();
  const api = useApi();
  const live = useLiveState();
  const me = useMe();
  const { get } = useFilters();
  const query = Object.fromEntries(
    filters.map((name) => [name, get(name)] as const).filter(([, value]) => value !== ''),
  ) as WorklistQuery;
  useLiveRefresh(worklistTopic, [...chronicKey, 'worklist']);
  const list = useQuery({
    queryKey: [...chronicKey, 'worklist', query],
    queryFn: ({ signal }) => api.call(chronicRoutes.worklist, { query, signal }),
    placeholderData: keepPreviousData,
    // Nobody heard what changed while another page was open.
    staleTime: 0,
  });
  const red = list.data?.counts.red;
  return (
    <div className={styles['stack']}>
      <title>{red ? `(${red}) ${t('chronic-care.title')}` : t('chronic-care.title')}</title>
      <PrintHeader title={t('chronic-care.title')} by={me.displayName} />
      <PageHead title={t('chronic-care.title')} badges={<LiveBadge state={live} />}>
        <PrintButton />
      </PageHead>
      <QueryView query={list} skeleton={<Skeleton lines={10} />}>
        {(data) => (
          <>
            {data.draft && <p className={styles['notice']}>{t('chronic-care.draftPolicy')}</p>}
            <Counts data={data} />
            <Filters data={data} />
            <List data={data} busy={list.isFetching} />
          </>
        )}
      </QueryView>
    </div>
  );
}

function Counts({ data }: { data: WorklistReply }) {
  const { t } = useWords();
  const { get, set } = useFilters();
  return (
    <div className={styles['figures']} role="group" aria-label={t('chronic-care.filter.colour')}>
      {colours.map((colour) => (
        <button
          key={colour}
          type="button"
          className={styles['figure']}
          aria-pressed={get('colour') === colour}
          onClick={() => set('colour', get('colour') === colour ? '' : colour)}
        >
          <ColourTag colour={colour} />
          <strong>{data.counts[colour]}</strong>
        </button>
      ))}
      <button
        type="button"
        className={styles['figure']}
        aria-pressed={get('status') === 'diagnosed'}
        onClick={() => set('status', get('status') === 'diagnosed' ? '' : 'diagnosed')}
      >
        <span>{t('chronic-care.toEnrol')}</span>
        <strong>{data.counts.toEnrol}</strong>
      </button>
    </div>
  );
}

function Filters({ data }: { data: WorklistReply }) {
  const { t } = useWords();
  const { get, set, text } = useFilters();
  const { typed, type } = useAddressText('text');
  const mayExport = useMay(permissions.exportWorklist);
  const [failure, setFailure] = useState<unknown>();
  const select = (name: string, choices: readonly { value: string; label: string }[], all = t('chronic-care.all')) => (
    <SelectField
      name={name}
      label={t(`chronic-care.filter.${name}`)}
      value={get(name)}
      onChange={(next) => set(name, next)}
      choices={[{ value: '', label: all }, ...choices]}
    />
  );
  const sheet = (format: 'csv' | 'xlsx') => {
    const query = new URLSearchParams(text);
    query.delete('page');
    query.set('format', format);
    setFailure(undefined);
    download('clinic', `${worklistSheetPath}?${query}`, `${t('chronic-care.title')}.${format}`).catch(setFailure);
  };
  return (
    <>
      <div className={`${styles['filters']} no-print`}>
        <TextField
          name="text"
          label={t('chronic-care.findName')}
          value={typed}
          onChange={(next) => {
            type(next);
            if (get('page')) set('page', '');
          }}
        />
        {select(
          'village',
          data.villages.map(({ villageId, name }) => ({ value: villageId, label: name })),
        )}
        {select(
          'doctor',
          data.doctors.map(({ staffId, name }) => ({ value: staffId, label: name })),
        )}
        {select(
          'disease',
          diseases.map((value) => ({ value, label: t(`chronic-care.disease.${value}`) })),
        )}
        {select(
          'status',
          registrationStatuses
            .filter((value) => value !== 'ended')
            .map((value) => ({ value, label: t(`chronic-care.status.${value}`) })),
        )}
        {select(
          'sort',
          worklistSorts
            .filter((value) => value !== 'urgency')
            .map((value) => ({ value, label: t(`chronic-care.sort.${value}`) })),
          t('chronic-care.sort.urgency'),
        )}
        {mayExport && (
          <>
            <Button kind="quiet" icon="download" onClick={() => sheet('xlsx')}>
              Excel
            </Button>
            <Button kind="quiet" icon="download" onClick={() => sheet('csv')}>
              CSV
            </Button>
          </>
        )}
      </div>
      {failure !== undefined && <Failure error={failure} />}
    </>
  );
}

function List({ data, busy }: { data: WorklistReply; busy: boolean }) {
  const { t, age, date, instant } = useWords();
  const navigate = useNavigate();
  const { get, set } = useFilters();
  const columns: WorklistColumn<WorklistRow>[] = [
    { key: 'colour', title: t('chronic-care.filter.colour'), render: (row) => <ColourTag colour={row.colour} /> },
    {
      key: 'name',
      title: t('chronic-care.name'),
      render: (row) => (
        <>
          <strong>{row.name}</strong>{' '}
          <span className={`quiet ${styles['whole']}`}>
            {t(`ui.sex.${row.sex}`)} {row.birthOn && age(row.birthOn)}
          </span>{' '}
          {row.simulated && <SimulatedBadge />}
        </>
      ),
    },
    {
      key: 'why',
      title: t('chronic-care.why'),
      render: (row) => <ReasonText reason={row.reason} />,
    },
    {
      key: 'diseases',
      title: t('chronic-care.filter.disease'),
      render: (row) => (
        <span className={styles['tags']}>
          {row.diseases.map(({ disease, status, colour, overridden }) => (
            <span key={disease} className={styles['tag']}>
              {t(`chronic-care.disease.${disease}`)}
              {status !== 'enrolled' && ` · ${t(`chronic-care.status.${status}`)}`}
              {colour && row.diseases.length > 1 && ` · ${t(`chronic-care.colour.${colour}`)}`}
              {overridden && ` · ${t('chronic-care.overridden')}`}
            </span>
          ))}
        </span>
      ),
    },
    {
      key: 'village',
      title: t('chronic-care.filter.village'),
      render: (row) => <span className={styles['whole']}>{row.villageName}</span>,
    },
    {
      key: 'doctor',
      title: t('chronic-care.filter.doctor'),
      width: 104,
      render: (row) => <span className={styles['whole']}>{row.doctorName ?? '—'}</span>,
    },
    {
      key: 'due',
      title: t('chronic-care.nextDue'),
      render: (row) => <span className={styles['whole']}>{row.nextDueOn ? date(row.nextDueOn) : '—'}</span>,
    },
    {
      key: 'changed',
      title: t('chronic-care.since'),
      render: (row) => <span className={styles['whole']}>{row.changedAt ? instant(row.changedAt) : '—'}</span>,
    },
  ];
  const page = get('page');
  return (
    <Worklist
      label={t('chronic-care.title')}
      columns={columns}
      rows={data.items}
      rowKey={(row) => row.personId}
      onOpen={(row) => void navigate(`/people/${row.personId}/chronic`)}
      empty={
        <Empty title={t('chronic-care.nobody')} icon="people">
          {t('chronic-care.nobodyText')}
        </Empty>
      }
      more={{
        shown: Number(page || 0) + data.items.length,
        total: data.total,
        busy,
        hasMore: data.next !== undefined || page !== '',
        onMore: () => set('page', data.next ?? ''),
      }}
    />
  );
}
