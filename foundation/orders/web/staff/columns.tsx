// Columns of the worklist: urgency, what, who, since when, clock, where.
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { LevelTag } from '#platform/ui/states/level.tsx';
import type { WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import type { KindView, OrderRow } from '../../contract.ts';
import { TakeButton } from './take-button.tsx';
import { kindOf, useLocal, useNow } from '../use-orders.ts';

const mostHeadline = 40;

export function useColumns(kinds: readonly KindView[]): WorklistColumn<OrderRow>[] {
  const { t, age, instant, ago } = useWords();
  const local = useLocal();
  const now = useNow();
  return [
    {
      key: 'urgency',
      title: t('orders.urgency'),
      width: 84,
      render: ({ urgency }) =>
        urgency === 'routine' ? (
          t('orders.urgency.routine')
        ) : (
          <LevelTag level={urgency === 'urgent' ? 'amber' : 'red'}>{t(`orders.urgency.${urgency}`)}</LevelTag>
        ),
    },
    {
      key: 'what',
      title: t('orders.what'),
      render: (row) => {
        const kind = kindOf(kinds, row.kind);
        const headline =
          row.headline && row.headline.length > mostHeadline ? `${row.headline.slice(0, mostHeadline)}…` : row.headline;
        return (
          <>
            <strong>{kind ? local.of(kind.title) : row.kind}</strong>
            {headline && <div className="quiet">{headline}</div>}
          </>
        );
      },
    },
    {
      key: 'who',
      title: t('orders.who'),
      render: (row) => (
        <>
          <strong>{row.personName}</strong> {row.birthOn && age(row.birthOn)} {row.simulated && <SimulatedBadge />}
        </>
      ),
    },
    {
      key: 'state',
      title: t('orders.state'),
      render: (row) => {
        const state = kindOf(kinds, row.kind)?.states[row.state];
        return (
          <>
            {state ? local.of(state.label) : row.state}
            {row.assigneeName && <div className="quiet">{row.assigneeName}</div>}
          </>
        );
      },
    },
    {
      key: 'since',
      title: t('orders.since'),
      render: (row) => <span title={instant(row.placedAt)}>{ago(row.placedAt)}</span>,
    },
    {
      key: 'clock',
      title: t('orders.clock'),
      render: ({ clock }) => {
        if (!clock) return '—';
        const late = Date.parse(clock.dueAt) < now;
        const words = t(late ? 'orders.wasDue' : 'orders.dueBy', {
          what: local.of(clock.label),
          when: instant(clock.dueAt),
        });
        return late ? <LevelTag level="red">{words}</LevelTag> : words;
      },
    },
    {
      key: 'where',
      title: t('orders.where'),
      render: (row) => (
        <>
          {t('orders.fromTo', { from: row.requesterName, to: row.performerName })}
          {row.askedBy && <div className="quiet">{t('orders.askedBy', { who: row.askedBy })}</div>}
        </>
      ),
    },
    {
      key: 'act',
      title: '',
      render: (row) => {
        const kind = kindOf(kinds, row.kind);
        return kind && <TakeButton row={row} kind={kind} />;
      },
    },
  ];
}
