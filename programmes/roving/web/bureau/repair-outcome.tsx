// What a repair would do: how many visits move, which villages are told, what it costs; and the button that takes it.
import { Button } from '#platform/ui/actions/button.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import type { MonthBasis, RepairPreview } from '../../contract.ts';
import { ChangeTable } from './change-table.tsx';
import { signed } from './move-note.tsx';
import styles from './roving.module.css';

interface RepairOutcomeProps {
  preview: RepairPreview;
  basis: MonthBasis;
  busy: boolean;
  onApply: () => void;
}

export function RepairOutcome({ preview, basis, busy, onApply }: RepairOutcomeProps) {
  const { t, count } = useWords();
  const mayPublish = useMay('roving.plan.publish');
  const { moved, movedPercent, allowedPercent, villages, changes, metres, minutes } = preview;
  const dropped = changes.filter((change) => change.kind === 'dropped').length;
  const within = movedPercent <= allowedPercent;
  const residents = villages.reduce((sum, village) => sum + village.residents, 0);
  return (
    <div className={styles['outcome']} aria-live="polite">
      <p className={styles['row']}>
        <LevelTag level={within ? 'green' : 'red'}>
          {t('roving.movedShare', { moved, percent: movedPercent, allowed: allowedPercent })}
        </LevelTag>
        {dropped > 0 && <LevelTag level="red">{t('roving.droppedCount', { count: dropped })}</LevelTag>}
        <span>{t('roving.moveCost', { kilometres: signed(metres / 1000, 1), minutes: signed(minutes, 0) })}</span>
      </p>
      <p>
        {t('roving.willTell', {
          villages: villages.length,
          residents: count(residents),
          staff: preview.staffIds.length,
        })}{' '}
        {villages.map((village) => village.villageName).join(t('ui.comma'))}
      </p>
      <ChangeTable changes={changes} basis={basis} />
      {mayPublish && (
        <Button kind="primary" icon="check" busy={busy} onClick={onApply}>
          {t('roving.applyRepair', { villages: villages.length })}
        </Button>
      )}
    </div>
  );
}
