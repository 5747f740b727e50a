// The way to my matters, on the home page.
import { Link } from 'react-router';
import { tileClass, TileContent } from '#platform/ui/elder/tile.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';

export function MyOrdersTile() {
  const { t } = useWords();
  return (
    <Link to="/orders" className={tileClass}>
      <TileContent icon="list" title={t('orders.mine')} line={t('orders.mineLine')} />
    </Link>
  );
}
