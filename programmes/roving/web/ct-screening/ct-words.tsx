// Words of the CT screening that several screens share: stage, finding, clock.
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LevelTag, type Level } from '#platform/ui/states/level.tsx';
import type { CtCase } from '../../ct-screening-contract.ts';
import type { CaseClock } from '../../rules/ct-screening/follow-up.ts';
import type { Nodule } from '../../rules/ct-screening/report.ts';
import type { CtStage } from '../../rules/ct-screening/stage.ts';

const stageLevel: Partial<Record<CtStage, Level>> = {
  call: 'amber',
  'to-ask': 'amber',
  waiting: 'amber',
  scanned: 'amber',
  booked: 'green',
  arrived: 'green',
  reported: 'green',
};
const clockLevel: Record<CaseClock, Level> = { waiting: 'green', 'due-soon': 'amber', overdue: 'red', closed: 'green' };

export function StageTag({ stage }: { stage: CtStage }) {
  const { t } = useWords();
  const level = stageLevel[stage];
  const text = t(`roving.ct.stage.${stage}`);
  return level ? <LevelTag level={level}>{text}</LevelTag> : <span>{text}</span>;
}

export function ClockTag({ clock }: { clock: CaseClock }) {
  const { t } = useWords();
  return <LevelTag level={clockLevel[clock]}>{t(`roving.ct.clock.${clock}`)}</LevelTag>;
}

export function useFindingWords() {
  const { t } = useWords();
  const nodule = ({ side, lobe, type, meanDiameterMillimetres }: Nodule) =>
    t('roving.ct.noduleWords', {
      side: t(`roving.ct.side.${side}`),
      lobe: t(`roving.ct.lobe.${lobe}`),
      type: t(`roving.ct.type.${type}`),
      size: meanDiameterMillimetres,
    });
  return {
    nodule,
    finding: ({ finding }: Pick<CtCase, 'finding'>) => (finding.nodule ? nodule(finding.nodule) : (finding.text ?? '')),
  };
}
