// How a visit stands, in one tag.
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import type { VisitState } from '../../../rules/visit-state.ts';
import { stateLevel } from './vehicle-look.ts';

export function StateTag({ state }: { state: VisitState }) {
  const { t } = useWords();
  const level = stateLevel[state];
  const word = t(`roving.live.visit.${state}`);
  return level ? <LevelTag level={level}>{word}</LevelTag> : <span className="quiet">{word}</span>;
}
