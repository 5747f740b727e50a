// The way to home services on the resident's first page.
import { Link } from 'react-router';
import { tileClass, TileContent } from '#platform/ui/elder/tile.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';

export function HomeCareTile() {
  const { t } = useWords();
  return (
    <Link to="/home-care" className={tileClass}>
      <TileContent icon="home" title={t('homeCare.my.title')} line={t('homeCare.my.tileLine')} />
    </Link>
  );
}
