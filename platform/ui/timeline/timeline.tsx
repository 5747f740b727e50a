// The record as a line: years on the left, newest first, one block a visit; hovering or focusing an entry shows its source.
import { useMemo } from 'react';
import { dayOf } from '#platform/contract.ts';
import { useWords } from '../i18n/use-words.ts';
import { Icon } from '../icons/icon.tsx';
import { SimulatedBadge } from '../states/badges.tsx';
import { LevelTag } from '../states/level.tsx';
import { groupTimeline, type EntryKind, type TimelineGroup, type TimelineItem } from './group-timeline.ts';
import styles from './timeline.module.css';

export function Timeline({ items, showSource = true }: { items: readonly TimelineItem[]; showSource?: boolean }) {
  const { t } = useWords();
  const years = useMemo(() => groupTimeline(items, (at) => dayOf(at).slice(0, 4)), [items]);
  return (
    <div className={styles['timeline']}>
      {years.map(({ year, groups }) => (
        <section key={year} className={styles['year']} aria-label={year || t('ui.timeline.undated')}>
          <h3 className={styles['label']}>{year || t('ui.timeline.undated')}</h3>
          <ol className={styles['groups']}>
            {groups.map((group) => (
              <Group key={group.key} group={group} showSource={showSource} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

function Group({ group, showSource }: { group: TimelineGroup<TimelineItem>; showSource: boolean }) {
  const { t, instant } = useWords();
  const lead = group.visit;
  return (
    <li className={styles['group']}>
      <p className={styles['when']}>{group.at ? instant(group.at) : t('ui.timeline.undated')}</p>
      <div className={styles['body']}>
        {lead && (
          <p className={styles['lead']}>
            <Icon name="visit" />
            <strong>{lead.title || t('ui.kind.visit')}</strong>
            {lead.by && <span className="quiet">{lead.by}</span>}
            {lead.simulated && <SimulatedBadge />}
          </p>
        )}
        {lead?.detail && <p>{lead.detail}</p>}
        {group.entries.length > 0 && (
          <ul className={styles['entries']}>
            {group.entries.map((entry) => (
              <Entry key={entry.resource} entry={entry} inVisit={lead !== undefined} showSource={showSource} />
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}

function Entry({ entry, inVisit, showSource }: { entry: TimelineItem; inVisit: boolean; showSource: boolean }) {
  const { t, instant } = useWords();
  const source = [t(`ui.source.${entry.source}`), entry.by, entry.at && instant(entry.at)].filter(Boolean).join(' · ');
  return (
    <li className={styles['entry']} title={showSource ? source : undefined}>
      <Icon name={entry.kind} />
      <span className={styles['kind']}>{t(`ui.kind.${entry.kind}`)}</span>
      <span className={styles['title']}>
        {entry.title || t(`ui.kind.${entry.kind}`)}
        {entry.detail && <span className={styles['detail']}> {entry.detail}</span>}
        {(entry.interpretation === 'high' || entry.interpretation === 'low') && (
          <>
            {' '}
            <LevelTag level="amber">{t(`ui.interpretation.${entry.interpretation}`)}</LevelTag>
          </>
        )}
      </span>
      {showSource && !inVisit && <span className={styles['source']}>{entry.by ?? t(`ui.source.${entry.source}`)}</span>}
      {entry.simulated && !inVisit && <SimulatedBadge />}
    </li>
  );
}

export interface TimelineFilterProps {
  kinds: readonly EntryKind[];
  chosen: readonly EntryKind[];
  onChange: (chosen: EntryKind[]) => void;
}

/** Nothing chosen means everything. */
export function TimelineFilter({ kinds, chosen, onChange }: TimelineFilterProps) {
  const { t } = useWords();
  const toggle = (kind: EntryKind) =>
    onChange(chosen.includes(kind) ? chosen.filter((one) => one !== kind) : [...chosen, kind]);
  return (
    <div className={`${styles['filter']} no-print`} role="group" aria-label={t('ui.timeline.filter')}>
      <button type="button" aria-pressed={chosen.length === 0} onClick={() => onChange([])}>
        {t('ui.all')}
      </button>
      {kinds.map((kind) => (
        <button key={kind} type="button" aria-pressed={chosen.includes(kind)} onClick={() => toggle(kind)}>
          <Icon name={kind} />
          {t(`ui.kind.${kind}`)}
        </button>
      ))}
    </div>
  );
}
