// One village of the month: a cell for each day, with what comes on it.
import { memo, type KeyboardEvent } from 'react';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import type { PlanDetail } from '../../contract.ts';
import { clockText } from '../../rules/clock-text.ts';
import type { VillageStop } from '../../rules/planned-month.ts';
import styles from './roving.module.css';

type Visit = PlanDetail['visits'][number];

interface MatrixRowProps {
  stop: VillageStop;
  /** Its township is named here. */
  first: boolean;
  days: readonly string[];
  worked: ReadonlySet<string>;
  visits: readonly Visit[];
  chosen: string | undefined;
  dragged: Visit | undefined;
  editable: boolean;
  onChoose: (visitId: string) => void;
  onDrag: (visitId: string | undefined) => void;
  onOver: (on: string) => void;
  onDrop: () => void;
}

export const MatrixRow = memo(function MatrixRow(props: MatrixRowProps) {
  const { t, day } = useWords();
  const { stop, first, days, worked, visits, chosen, dragged, editable } = props;
  const isOwn = dragged?.villageId === stop.villageId;
  return (
    <tr>
      <th scope="row" className={styles['village']}>
        {first && <span className={styles['town']}>{stop.townshipName}</span>}
        {stop.villageName}
      </th>
      {days.map((on) => {
        const here = visits.filter((visit) => visit.on === on);
        const takes = isOwn && worked.has(on);
        return (
          <td
            key={on}
            className={worked.has(on) ? undefined : styles['rest']}
            data-takes={takes || undefined}
            onDragOver={(event) => {
              if (!takes) return;
              event.preventDefault();
              props.onOver(on);
            }}
            onDrop={(event) => {
              event.preventDefault();
              if (takes) props.onDrop();
            }}
          >
            {here.map((visit) => (
              <button
                key={visit.visitId}
                type="button"
                className={styles['chip']}
                data-service={visit.service}
                data-pinned={visit.pinned || undefined}
                data-lacks={visit.staffId === undefined || undefined}
                aria-pressed={visit.visitId === chosen}
                aria-label={t('roving.visitLabel', {
                  village: stop.villageName,
                  day: day(on),
                  time: clockText(visit.startMinute),
                  service: t(`roving.service.${visit.service}`),
                  doctor: visit.staffName ?? t('roving.nobody'),
                })}
                title={`${clockText(visit.startMinute)} ${visit.staffName ?? t('roving.nobody')}`}
                draggable={editable}
                onDragStart={(event) => {
                  event.dataTransfer.effectAllowed = 'move';
                  event.dataTransfer.setData('text/plain', visit.visitId);
                  props.onDrag(visit.visitId);
                }}
                onDragEnd={() => props.onDrag(undefined)}
                onClick={() => props.onChoose(visit.visitId)}
                onKeyDown={walk}
              >
                {t(`roving.chip.${visit.service}`)}
              </button>
            ))}
          </td>
        );
      })}
    </tr>
  );
});

/** Arrow keys walk from visit to visit: along the village, and to the next village's visit nearest below. */
function walk(event: KeyboardEvent<HTMLButtonElement>): void {
  const row = event.currentTarget.closest('tr');
  const cell = event.currentTarget.closest('td');
  if (!row || !cell) return;
  const chips = (of: Element | null | undefined) => [...(of?.querySelectorAll<HTMLButtonElement>('button') ?? [])];
  const own = chips(row);
  const at = own.indexOf(event.currentTarget);
  const column = [...row.children].indexOf(cell);
  const near = (of: Element | null) =>
    chips(of).toSorted(
      (a, b) =>
        Math.abs([...(of?.children ?? [])].indexOf(a.closest('td')!) - column) -
        Math.abs([...(of?.children ?? [])].indexOf(b.closest('td')!) - column),
    )[0];
  const ways: Record<string, () => HTMLButtonElement | undefined> = {
    ArrowLeft: () => own[at - 1],
    ArrowRight: () => own[at + 1],
    ArrowUp: () => near(row.previousElementSibling),
    ArrowDown: () => near(row.nextElementSibling),
  };
  const next = ways[event.key]?.();
  if (!next) return;
  event.preventDefault();
  next.focus();
}
