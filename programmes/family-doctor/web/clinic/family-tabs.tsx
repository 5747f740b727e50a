// The rooms of the family doctor in the clinic's portal, and the choice of the team where somebody works for several.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { NavLink, useLocation } from 'react-router';
import { buttonClass } from '#platform/ui/actions/button.tsx';
import { addressOf } from '#platform/ui/api/address.ts';
import { useApi } from '#platform/ui/api/api-context.ts';
import { SelectField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { PrintButton } from '#platform/ui/print/print.tsx';
import { Empty } from '#platform/ui/states/states.tsx';
import { contractRoutes, permissions } from '../../contract.ts';
import { familyKey, useFilters } from '../use-family.ts';
import styles from '../family.module.css';

const rooms = [
  { room: 'due', to: '/family' },
  { room: 'residents', to: '/family/residents' },
  { room: 'threads', to: '/family/messages' },
  { room: 'bookings', to: '/family/bookings' },
  { room: 'route', to: '/family/route' },
  { room: 'handOver', to: '/family/hand-over' },
] as const;

export function useTeams() {
  const api = useApi();
  return useQuery({
    queryKey: [...familyKey, 'teams'],
    staleTime: 60_000,
    queryFn: ({ signal }) => api.call(contractRoutes.teams, { signal }),
  });
}

/** The team in the address, else the only one; undefined: all of them. */
export function useTeam(): { team: string | undefined; set: (team: string) => void } {
  const { get, set } = useFilters();
  const { data } = useTeams();
  const asked = get('team');
  const team = asked !== '' ? asked : data?.teams.length === 1 ? data.teams[0]!.teamId : undefined;
  return { team, set: (next) => set('team', next) };
}

/** The rooms are the team's: others read here why they stay shut. */
export function TeamOnly({ children }: { children: ReactNode }) {
  const { t } = useWords();
  const may = useMay(permissions.workbench);
  if (may) return children;
  return (
    <>
      <PageHead title={t('family-doctor.workbench')} />
      <Empty title={t('family-doctor.teamOnly')} icon="people">
        {t('family-doctor.teamOnlyText')}
      </Empty>
    </>
  );
}

/** A list of the page as a sheet with its filters, and on paper. */
export function ListSheets({ path, query }: { path: string; query: object }) {
  const { t } = useWords();
  const mayExport = useMay(permissions.exportContracts);
  return (
    <>
      {mayExport &&
        (['xlsx', 'csv'] as const).map((format) => (
          <a
            key={format}
            className={buttonClass()}
            href={addressOf(path, {}, { ...query, portal: 'clinic', format })}
            download
          >
            {t(`family-doctor.export.${format}`)}
          </a>
        ))}
      <PrintButton />
    </>
  );
}

/** `children`: what can be done with the room's list. */
export function FamilyHead({ children }: { children?: ReactNode }) {
  const { t } = useWords();
  const { search } = useLocation();
  const { data } = useTeams();
  const { team, set } = useTeam();
  const kept = new URLSearchParams(search).get('team');
  return (
    <>
      <PageHead title={t('family-doctor.workbench')}>{children}</PageHead>
      <nav className={`${styles['tabs']} no-print`} aria-label={t('family-doctor.rooms')}>
        {rooms.map(({ room, to }) => (
          <NavLink key={room} to={kept ? `${to}?team=${kept}` : to} end className={styles['tab'] ?? ''}>
            {t(`family-doctor.room.${room}`)}
          </NavLink>
        ))}
      </nav>
      {data && data.teams.length > 1 && (
        <div className={`${styles['filters']} no-print`}>
          <SelectField
            name="team"
            label={t('family-doctor.team')}
            value={team ?? ''}
            onChange={set}
            choices={[
              { value: '', label: t('family-doctor.allTeams') },
              ...data.teams.map(({ teamId, name }) => ({ value: teamId, label: name })),
            ]}
          />
        </div>
      )}
    </>
  );
}
