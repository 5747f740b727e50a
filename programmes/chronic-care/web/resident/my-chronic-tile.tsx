// On the resident's home: how the chronic diseases stand, where there are any.
import { Link } from 'react-router';
import { usePersonInView } from '#foundation/registry/web/resident/person-in-view.tsx';
import { tileClass, TileContent } from '#platform/ui/elder/tile.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useRegisters } from '../use-chronic.ts';

const strongest = ['red', 'yellow', 'green'] as const;

export function MyChronicTile() {
  const { t } = useWords();
  const { person } = usePersonInView();
  const { data } = useRegisters(person.person.personId);
  const worst = strongest.find((colour) => data?.registrations.some((one) => one.colour === colour));
  return (
    <Link to="/chronic-care" className={tileClass}>
      <TileContent
        icon="condition"
        title={t('chronic-care.mine')}
        line={worst ? t(`chronic-care.plain.${worst}`) : t('chronic-care.mineLine')}
      />
    </Link>
  );
}
