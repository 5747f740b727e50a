// On the resident's home: when the doctor comes next, and the way to all visits.
import { Link } from 'react-router';
import { tileClass, TileContent } from '#platform/ui/elder/tile.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { clockText } from '../../rules/clock-text.ts';
import { useMyVisits } from './use-my-visits.ts';

export function NextVisit() {
  const { t, day } = useWords();
  const { data } = useMyVisits();
  const [next] = data?.visits ?? [];
  return (
    <Link to="/visits" className={tileClass}>
      <TileContent
        icon="visit"
        title={t('roving.myVisits')}
        line={next ? `${day(next.on)} ${clockText(next.startMinute)}` : t('roving.myVisitsLine')}
      />
    </Link>
  );
}
