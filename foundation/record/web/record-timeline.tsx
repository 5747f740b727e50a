// The timeline of a person with its filters in the address and older pages on demand.
import { useSearchParams } from 'react-router';
import { Button } from '#platform/ui/actions/button.tsx';
import { SelectField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { Timeline, TimelineFilter } from '#platform/ui/timeline/timeline.tsx';
import { timelineKinds, type TimelineKind } from '../contract.ts';
import { lifeSources } from '../rules/life-source.ts';
import { EntryOrigin } from './entry-origin.tsx';
import { readableDetail } from './readable-detail.ts';
import { useTimeline } from './record-queries.ts';
import styles from './record.module.css';

const isKind = (text: string): text is TimelineKind => (timelineKinds as readonly string[]).includes(text);

export interface RecordTimelineProps {
  personId: string;
  filterKinds: readonly TimelineKind[];
  showSource?: boolean;
}

export function RecordTimeline({ personId, filterKinds, showSource = true }: RecordTimelineProps) {
  const { t, unit } = useWords();
  const [search, setSearch] = useSearchParams();
  const chosen = (search.get('kind') ?? '').split(',').filter(isKind);
  const from = lifeSources.find((one) => one === search.get('from'));
  const timeline = useTimeline(personId, chosen, from);
  const items = timeline.data?.pages.flatMap((page) => page.items.map((entry) => readableDetail(entry, unit)));
  const change = (name: 'kind' | 'from', value: string) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        if (value) after.set(name, value);
        else after.delete(name);
        return after;
      },
      { replace: true },
    );
  return (
    <>
      <TimelineFilter kinds={filterKinds} chosen={chosen} onChange={(kinds) => change('kind', kinds.join(','))} />
      <div className={`${styles['sources']} no-print`}>
        <SelectField
          name="from"
          label={t('record.from')}
          value={from ?? ''}
          onChange={(value) => change('from', value)}
          choices={[
            { value: '', label: t('ui.all') },
            ...lifeSources.map((one) => ({ value: one, label: t(`record.from.${one}`) })),
          ]}
        />
      </div>
      {timeline.error && <Failure error={timeline.error} onRetry={() => void timeline.refetch()} />}
      {!items && !timeline.error && <Skeleton lines={10} />}
      {items?.length === 0 && (
        <Empty
          title={t(from ? 'record.noneOfFrom' : chosen.length > 0 ? 'record.noneOfKind' : 'record.emptyTimeline')}
          icon="record"
        >
          {t(chosen.length > 0 ? 'record.noneOfKindText' : 'record.emptyTimelineText')}
        </Empty>
      )}
      {items && items.length > 0 && (
        <Timeline
          items={items}
          showSource={showSource}
          renderOrigin={({ resource }) => <EntryOrigin personId={personId} resource={resource} />}
        />
      )}
      {timeline.hasNextPage && (
        <p className="no-print">
          <Button busy={timeline.isFetchingNextPage} onClick={() => void timeline.fetchNextPage()}>
            {t('record.older')}
          </Button>
        </p>
      )}
    </>
  );
}
