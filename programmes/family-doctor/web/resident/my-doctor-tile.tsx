// On the resident's home: the family doctor, and what waits there.
import { Link } from 'react-router';
import { usePersonInView } from '#foundation/registry/web/resident/person-in-view.tsx';
import { tileClass, TileContent } from '#platform/ui/elder/tile.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMember } from '../use-family.ts';

export function MyDoctorTile() {
  const { t, date } = useWords();
  const { person } = usePersonInView();
  const { data } = useMember(person.person.personId);
  const current = data?.contracts.find(({ stage }) => stage === 'active' || stage === 'renewing' || stage === 'coming');
  const line = !data
    ? t('family-doctor.mineLine')
    : data.contracts.some(({ stage }) => stage === 'offered')
      ? t('family-doctor.mineOffered')
      : data.unread > 0
        ? t('family-doctor.mineUnread')
        : current?.stage === 'renewing'
          ? t('family-doctor.mineRenewing', { day: date(current.toOn) })
          : current
            ? t('family-doctor.mineSigned', { name: current.doctorName })
            : t('family-doctor.mineUnsigned');
  return (
    <Link to="/family-doctor" className={tileClass}>
      <TileContent icon="visit" title={t('family-doctor.mine')} line={line} />
    </Link>
  );
}
