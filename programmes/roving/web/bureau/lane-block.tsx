// One stop in a vehicle's lane.
import { useWords } from '#platform/ui/i18n/use-words.ts';
import type { PlanDetail } from '../../contract.ts';
import { clockText } from '../../rules/clock-text.ts';
import styles from './roving.module.css';

interface LaneBlockProps {
  visit: PlanDetail['visits'][number];
  name: string;
  left: string;
  right: string;
  chosen: boolean;
  editable: boolean;
  onChoose: () => void;
  onDrag: (visitId: string | undefined) => void;
}

export function LaneBlock({ visit, name, left, right, chosen, editable, onChoose, onDrag }: LaneBlockProps) {
  const { t } = useWords();
  return (
    <li className={styles['block']} style={{ left, right }}>
      <button
        type="button"
        data-service={visit.service}
        data-pinned={visit.pinned || undefined}
        aria-pressed={chosen}
        draggable={editable}
        title={`${name} ${clockText(visit.startMinute)}–${clockText(visit.leaveMinute)} ${visit.staffName ?? t('roving.nobody')}`}
        onClick={onChoose}
        onDragStart={(event) => {
          event.dataTransfer.effectAllowed = 'move';
          event.dataTransfer.setData('text/plain', visit.visitId);
          onDrag(visit.visitId);
        }}
        onDragEnd={() => onDrag(undefined)}
      >
        <span>{name}</span>
        <span className={styles['blockTime']}>{clockText(visit.startMinute)}</span>
      </button>
    </li>
  );
}
