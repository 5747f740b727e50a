// Beside the pointer's doing: what the move costs and what it breaks.
import type { Consequence } from '#platform/algorithms/routing/inspect.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import type { MonthBasis, PlanDetail } from '../../contract.ts';
import { isYielding } from '../../rules/move-visit.ts';
import type { Target } from './use-moves.ts';
import styles from './roving.module.css';

interface MoveNoteProps {
  visit: PlanDetail['visits'][number];
  target: Target;
  outcome: Consequence | undefined;
  basis: MonthBasis;
}

export function MoveNote({ visit, target, outcome, basis }: MoveNoteProps) {
  const { t, day } = useWords();
  const village = basis.stops.find((stop) => stop.villageId === visit.villageId)?.villageName ?? '';
  const vehicle = basis.vehicles.find((one) => one.vehicleId === target.vehicleId)?.name ?? '';
  return (
    <div className={styles['note']} role="status">
      <strong>{t('roving.moveTo', { village, day: day(target.on), vehicle })}</strong>
      <MoveCost outcome={outcome} />
    </div>
  );
}

export function MoveCost({ outcome }: { outcome: Consequence | undefined }) {
  const { t } = useWords();
  if (!outcome) return <span className="quiet">{t('roving.noCost')}</span>;
  const kinds = [...new Set(outcome.breaks.map((rule) => rule.kind))];
  const refused = outcome.breaks.some((rule) => !isYielding(rule));
  return (
    <>
      <span>
        {t('roving.moveCost', {
          kilometres: signed(outcome.metres / 1000, 1),
          minutes: signed(outcome.travelSeconds / 60, 0),
        })}
      </span>
      {kinds.map((kind) => (
        <LevelTag key={kind} level={refused ? 'red' : 'amber'}>
          {t(`roving.breach.${kind}`)}
        </LevelTag>
      ))}
      {kinds.length === 0 && <LevelTag level="green">{t('roving.breaksNothing')}</LevelTag>}
    </>
  );
}

export const signed = (value: number, digits: number): string => {
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return '0';
  return value > 0 ? `+${text}` : `−${text}`;
};
