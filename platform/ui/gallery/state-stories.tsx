// Exhibits: levels, badges, skeleton, empty, failures, big numbers.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../actions/button.tsx';
import { useAnnounce } from '../actions/undo.tsx';
import { ApiFailure } from '../api/failure.ts';
import { BigNumber } from '../figures/big-number.tsx';
import { LiveBadge, SchematicBadge, SimulatedBadge, StaleBadge } from '../states/badges.tsx';
import { LevelTag } from '../states/level.tsx';
import { Empty, Failure, Skeleton } from '../states/states.tsx';
import { Story } from './story.tsx';

export function StateStories() {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const [start] = useState(() => Date.now());
  const [failures] = useState(() => [
    new ApiFailure('offline', 0),
    new ApiFailure('fault', 500),
    new ApiFailure('forbidden', 403),
  ]);
  return (
    <>
      <Story name={t('gallery.levels')}>
        <LevelTag level="red">{t('gallery.red')}</LevelTag>
        <LevelTag level="amber">{t('gallery.amber')}</LevelTag>
        <LevelTag level="green">{t('gallery.green')}</LevelTag>
      </Story>
      <Story name={t('gallery.badges')}>
        <SimulatedBadge />
        <SchematicBadge />
        <StaleBadge at={start} />
        <StaleBadge at={start - 40 * 60_000} />
        <LiveBadge state="open" />
        <LiveBadge state="waiting" />
      </Story>
      <Story name={t('gallery.figures')} wide>
        <BigNumber
          label={t('gallery.visits')}
          value={1284}
          unit={t('gallery.times')}
          at={new Date(start).toISOString()}
          change={{ value: 96, against: t('gallery.yesterday'), goodWhen: 'up' }}
        />
        <BigNumber
          label={t('gallery.control')}
          value={62.4}
          digits={1}
          unit="%"
          ratio={{ numerator: 8213, denominator: 13162 }}
          change={{ value: -1.2, against: t('gallery.lastMonth'), goodWhen: 'up' }}
        />
        <BigNumber label={t('gallery.waiting')} value={undefined} unit={t('gallery.people')} />
      </Story>
      <Story name={t('gallery.skeleton')}>
        <Skeleton lines={4} />
      </Story>
      <Story name={t('gallery.empty')}>
        <Empty
          title={t('gallery.emptyTitle')}
          icon="measurement"
          action={<Button onClick={() => announce(t('gallery.added'))}>{t('gallery.add')}</Button>}
        >
          {t('gallery.emptyText')}
        </Empty>
      </Story>
      {failures.map((failure) => (
        <Story key={failure.kind} name={t('gallery.failure')}>
          <Failure error={failure} onRetry={() => announce(t('gallery.retried'))} />
        </Story>
      ))}
    </>
  );
}
