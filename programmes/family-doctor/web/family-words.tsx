// Stages, due states, groups and colours as words with their shape and tone.
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LevelTag, type Level } from '#platform/ui/states/level.tsx';
import type { ChronicColour } from '#foundation/record/contract.ts';
import type { ContractStage } from '../rules/contract-stage.ts';
import type { KeyGroup } from '../rules/key-group.ts';
import type { ServiceProgress } from '../rules/service-plan.ts';
import styles from './family.module.css';

const stageLevels: Record<ContractStage | 'none', Level | undefined> = {
  offered: 'amber',
  coming: 'green',
  active: 'green',
  renewing: 'amber',
  lapsed: 'red',
  renewed: undefined,
  declined: undefined,
  ended: undefined,
  none: undefined,
};

export function StageTag({ stage }: { stage: ContractStage | 'none' }) {
  const { t } = useWords();
  const level = stageLevels[stage];
  const text = t(`family-doctor.stage.${stage}`);
  return level ? <LevelTag level={level}>{text}</LevelTag> : <span className={styles['tag']}>{text}</span>;
}

const dueLevels = { overdue: 'red', due: 'amber', later: 'green', done: 'green' } as const;

export function DueTag({ progress }: { progress: Pick<ServiceProgress, 'state' | 'dueOn' | 'opensOn'> }) {
  const { t, date } = useWords();
  const { state, dueOn, opensOn } = progress;
  const on = state === 'later' ? opensOn : dueOn;
  return (
    <span className={styles['due']}>
      <LevelTag level={dueLevels[state]}>{t(`family-doctor.due.${state}`, { day: on ? date(on) : '' })}</LevelTag>
    </span>
  );
}

const colourLevels: Record<ChronicColour, Level> = { red: 'red', yellow: 'amber', green: 'green' };
export function ColourTag({ colour }: { colour: ChronicColour | undefined }) {
  const { t } = useWords();
  return colour ? <LevelTag level={colourLevels[colour]}>{t(`family-doctor.colour.${colour}`)}</LevelTag> : null;
}

export function GroupTags({ groups }: { groups: readonly KeyGroup[] }) {
  const { t } = useWords();
  if (groups.length === 0) return null;
  return (
    <span className={styles['tags']}>
      {groups.map((group) => (
        <span key={group} className={styles['tag']}>
          {t(`family-doctor.group.${group}`)}
        </span>
      ))}
    </span>
  );
}
