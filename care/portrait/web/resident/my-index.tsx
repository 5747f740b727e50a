// 我的健康指数: the resident's own index in plain words, part by part, and what they can add to it.
import { usePersonInView } from '#foundation/registry/web/resident/person-in-view.tsx';
import { ReadAloud } from '#platform/ui/elder/read-aloud.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import type { PersonIndexReply } from '../../contract.ts';
import { IndexView } from '../index-view.tsx';
import { scoreText, useIndex } from '../use-index.ts';

export function MyIndex() {
  const { t } = useWords();
  const { person } = usePersonInView();
  const { personId } = person.person;
  const spoken = useSpoken(useIndex(personId).data);
  return (
    <>
      <title>{t('portrait.mine')}</title>
      <h1>{t('portrait.mine')}</h1>
      <p>{t('portrait.mineText')}</p>
      <ReadAloud text={spoken} />
      <IndexView key={personId} personId={personId} />
    </>
  );
}

/** What is read aloud: the score and what to begin with, or what is missing. */
function useSpoken(index: PersonIndexReply | undefined): string {
  const { t } = useWords();
  if (!index || index.state === 'not-applicable') return t('portrait.mineText');
  const names = (wanted: (points: number | undefined) => boolean): string =>
    index.terms.flatMap(({ points, key }) => (wanted(points) ? [t(`portrait.term.${key}`)] : [])).join(t('ui.comma'));
  if (index.score === undefined)
    return t('portrait.spokenTooFew', { known: index.known, what: names((points) => points === undefined) });
  const lowest = Math.min(...index.terms.flatMap(({ points }) => (points === undefined ? [] : [points])));
  return t('portrait.spoken', {
    score: scoreText(index.score),
    known: index.known,
    what: names((points) => points === lowest),
  });
}
