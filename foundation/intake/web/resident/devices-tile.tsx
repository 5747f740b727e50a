// The way to one's own devices on the resident's first page.
import { Link } from 'react-router';
import { tileClass, TileContent } from '#platform/ui/elder/tile.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';

export function DevicesTile() {
  const { t } = useWords();
  return (
    <Link to="/my-devices" className={tileClass}>
      <TileContent icon="measurement" title={t('intake.my.title')} line={t('intake.my.tileLine')} />
    </Link>
  );
}
