// On the resident's home: the CT check, where somebody was asked.
import { Link } from 'react-router';
import { usePersonInView } from '#foundation/registry/web/resident/person-in-view.tsx';
import { tileClass, TileContent } from '#platform/ui/elder/tile.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { usePerson } from '../ct-screening/use-ct.ts';

export function CtTile() {
  const { t } = useWords();
  const { person } = usePersonInView();
  const { data } = usePerson(person.person.personId);
  const newest = data?.screenings.find(({ invitedAt }) => invitedAt);
  return (
    <Link to="/ct-screening" className={tileClass}>
      <TileContent
        icon="report"
        title={t('roving.ct.mine')}
        line={newest ? t(`roving.ct.mineStage.${newest.stage}`) : t('roving.ct.mineLine')}
      />
    </Link>
  );
}
