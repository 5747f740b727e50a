// The timeline of a person with its filters in the address and older pages on demand.
import { useSearchParams } from 'react-router';
import { Button } from '#platform/ui/actions/button.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { Timeline, TimelineFilter } from '#platform/ui/timeline/timeline.tsx';
import { timelineKinds, type TimelineKind } from '../contract.ts';
import { readableDetail } from './readable-detail.ts';
import { useTimeline } from './record-queries.ts';

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
  const timeline = useTimeline(personId, chosen);
  const items = timeline.data?.pages.flatMap((page) => page.items.map((entry) => readableDetail(entry, unit)));
  const change = (kinds: readonly TimelineKind[]) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        if (kinds.length > 0) after.set('kind', kinds.join(','));
        else after.delete('kind');
        return after;
      },
      { replace: true },
    );
  return (
    <>
      <TimelineFilter kinds={filterKinds} chosen={chosen} onChange={change} />
      {timeline.error && <Failure error={timeline.error} onRetry={() => void timeline.refetch()} />}
      {!items && !timeline.error && <Skeleton lines={10} />}
      {items?.length === 0 && (
        <Empty title={t(chosen.length > 0 ? 'record.noneOfKind' : 'record.emptyTimeline')} icon="record">
          {t(chosen.length > 0 ? 'record.noneOfKindText' : 'record.emptyTimelineText')}
        </Empty>
      )}
      {items && items.length > 0 && <Timeline items={items} showSource={showSource} />}
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
