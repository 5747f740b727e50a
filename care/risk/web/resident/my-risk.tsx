// 我的健康风险: the resident's own risks in people out of a hundred, and what would change them.
import { usePersonInView } from '#foundation/registry/web/resident/person-in-view.tsx';
import { ReadAloud } from '#platform/ui/elder/read-aloud.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { RiskView } from '../risk-view.tsx';

export function MyRisk() {
  const { t } = useWords();
  const { person } = usePersonInView();
  const { personId } = person.person;
  return (
    <>
      <title>{t('risk.mine')}</title>
      <h1>{t('risk.mine')}</h1>
      <p>{t('risk.mineText')}</p>
      <ReadAloud text={t('risk.mineText')} />
      <RiskView key={personId} personId={personId} />
    </>
  );
}
