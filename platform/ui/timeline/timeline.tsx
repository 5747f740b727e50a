// The record as a line: years on the left, newest first, one block a visit; hovering or focusing an entry shows its source.
import { useMemo, useState, type ReactNode } from 'react';
import { dayOf } from '#platform/contract.ts';
import { useWords } from '../i18n/use-words.ts';
import { Icon } from '../icons/icon.tsx';
import { SimulatedBadge } from '../states/badges.tsx';
import { LevelTag } from '../states/level.tsx';
import { groupTimeline, type EntryKind, type TimelineGroup, type TimelineItem } from './group-timeline.ts';
import styles from './timeline.module.css';

export interface TimelineProps {
  items: readonly TimelineItem[];
  showSource?: boolean;
  /** What is shown of where an entry came from, once somebody asks. */
  renderOrigin?: (entry: TimelineItem) => ReactNode;
}

export function Timeline({ items, showSource = true, renderOrigin }: TimelineProps) {
  const { t } = useWords();
  const years = useMemo(() => groupTimeline(items, (at) => dayOf(at).slice(0, 4)), [items]);
  return (
    <div className={styles['timeline']}>
      {years.map(({ year, groups }) => (
        <section key={year} className={styles['year']} aria-label={year || t('ui.timeline.undated')}>
          <h3 className={styles['label']}>{year || t('ui.timeline.undated')}</h3>
          <ol className={styles['groups']}>
            {groups.map((group) => (
              <Group key={group.key} group={group} showSource={showSource} renderOrigin={renderOrigin} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

type Shown = Pick<TimelineProps, 'renderOrigin'> & { showSource: boolean };

function Group({ group, showSource, renderOrigin }: Shown & { group: TimelineGroup<TimelineItem> }) {
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
        {lead && <Origin entry={lead} renderOrigin={renderOrigin} />}
        {lead?.detail && <p>{lead.detail}</p>}
        {group.entries.length > 0 && (
          <ul className={styles['entries']}>
            {group.entries.map((entry) => (
              <Entry
                key={entry.resource}
                entry={entry}
                inVisit={lead !== undefined}
                showSource={showSource}
                renderOrigin={renderOrigin}
              />
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}

function Entry({ entry, inVisit, showSource, renderOrigin }: Shown & { entry: TimelineItem; inVisit: boolean }) {
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
      <Origin entry={entry} renderOrigin={renderOrigin} />
    </li>
  );
}

/** A button that opens where the entry came from; nothing where nobody tells. */
function Origin({ entry, renderOrigin }: Pick<TimelineProps, 'renderOrigin'> & { entry: TimelineItem }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  if (!renderOrigin) return null;
  return (
    <span className={`${styles['origin']} no-print`}>
      <button
        type="button"
        aria-expanded={open}
        aria-label={`${t('ui.timeline.origin')}：${entry.title || t(`ui.kind.${entry.kind}`)}`}
        onClick={() => setOpen(!open)}
      >
        {t('ui.timeline.origin')}
      </button>
      {open && <span className={styles['told']}>{renderOrigin(entry)}</span>}
    </span>
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
