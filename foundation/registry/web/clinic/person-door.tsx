// The rooms of one person, and what stands at the door: care, an emergency opening, or the way to one.
import { useQueryClient } from '@tanstack/react-query';
import { NavLink, Outlet, useParams } from 'react-router';
import { isFailure } from '#platform/ui/api/failure.ts';
import { useDraft } from '#platform/ui/form/use-draft.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay, useMe } from '#platform/ui/portal/session.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { mayEdit, mayReadHousehold } from '../registry-permissions.ts';
import styles from '../registry.module.css';
import { BreakGlass } from './break-glass.tsx';
import { usePersonFacts } from './edit-person.tsx';

/** A room that another context adds, where the reader holds its permission. */
interface Room {
  to: string;
  label: string;
  permission: string;
}

export function PersonDoor({ more = [] }: { more?: readonly Room[] }) {
  const { personId = '' } = useParams();
  return <Rooms key={personId} personId={personId} more={more} />;
}

function Rooms({ personId, more }: { personId: string; more: readonly Room[] }) {
  const { t, instant } = useWords();
  const me = useMe();
  const queries = useQueryClient();
  const edits = useMay(mayEdit);
  const seesHousehold = useMay(mayReadHousehold);
  const person = usePersonFacts(personId);
  const glass = useDraft(me.account, `break-glass.${personId}`, () => ({ until: '' }));
  if (isFailure(person.error, 'forbidden') && person.error.code === 'access/not-in-care') {
    return (
      <BreakGlass
        personId={personId}
        onOpened={(until) => {
          glass.change({ until });
          void queries.invalidateQueries();
        }}
      />
    );
  }
  if (person.isPending) return <Skeleton height={84} />;
  // Rooms would ask for the person again and again.
  if (person.data === undefined) return <Failure error={person.error} onRetry={() => void person.refetch()} />;
  const rooms = [
    { to: `/people/${personId}`, label: 'registry.room.record', open: true },
    { to: `/people/${personId}/particulars`, label: 'registry.room.particulars', open: edits },
    { to: `/people/${personId}/family`, label: 'registry.room.family', open: seesHousehold },
    ...more.map(({ to, label, permission }) => ({
      to: `/people/${personId}/${to}`,
      label,
      open: me.permissions.includes(permission),
    })),
  ].filter((room) => room.open);
  return (
    <>
      {glass.value.until && (
        <div className={styles['glass']} role="status">
          <LevelTag level="red">{t('ui.banner.breakGlass', { until: instant(glass.value.until) })}</LevelTag>
          <span>{t('registry.glass.watched')}</span>
        </div>
      )}
      {rooms.length > 1 && (
        <nav className={`${styles['tabs']} no-print`} aria-label={t('registry.rooms')}>
          {rooms.map((room) => (
            <NavLink key={room.to} to={room.to} end className={styles['tab'] ?? ''}>
              {t(room.label)}
            </NavLink>
          ))}
        </nav>
      )}
      <Outlet />
    </>
  );
}
