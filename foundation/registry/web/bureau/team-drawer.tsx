// One team: its members, its villages with the person in charge, and who stands in for whom.
import { Drawer } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { dayOf } from '#platform/contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import { registryRoutes, type ServiceTeam, type Substitution } from '../../contract.ts';
import { mayAssignVillages, maySubstitute } from '../registry-permissions.ts';
import { useTakeBack } from '../use-troubles.ts';
import { AssignForm } from './assign-form.tsx';
import styles from './bureau.module.css';
import { SubstitutionForm } from './substitution-form.tsx';
import { teamsKey } from './use-teams.ts';

interface TeamDrawerProps {
  team: ServiceTeam;
  teams: readonly ServiceTeam[];
  onClose: () => void;
}
type Doing = { village: string } | { substitution: Substitution | 'new' };

export function TeamDrawer({ team, teams, onClose }: TeamDrawerProps) {
  const { t } = useWords();
  const assigns = useMay(mayAssignVillages);
  const [doing, setDoing] = useState<Doing>();
  const stop = () => setDoing(undefined);
  const village =
    doing && 'village' in doing ? team.villages.find((one) => one.villageId === doing.village) : undefined;
  return (
    <Drawer open size={520} onClose={onClose} title={team.name}>
      {doing && 'substitution' in doing ? (
        <SubstitutionForm
          team={team}
          before={doing.substitution === 'new' ? undefined : doing.substitution}
          onDone={stop}
          onSaved={onClose}
        />
      ) : village ? (
        <AssignForm team={team} teams={teams} village={village} onDone={stop} onSaved={onClose} />
      ) : (
        <>
          <section className={styles['part']} aria-labelledby="team-members">
            <h2 id="team-members">{t('registry.teamMembers')}</h2>
            <ul>
              {team.members.map((member) => (
                <li key={member.staffId} className={styles['item']}>
                  <span>
                    <strong>{member.name}</strong>{' '}
                    <span className="quiet">{t(`registry.teamRole.${member.role}`)}</span>
                  </span>
                  <span className="quiet">{member.organisationName}</span>
                </li>
              ))}
            </ul>
          </section>
          <section className={styles['part']} aria-labelledby="team-villages">
            <h2 id="team-villages">{t('registry.teamVillages')}</h2>
            <ul>
              {team.villages.map((one) => (
                <li key={one.villageId} className={styles['item']}>
                  <span>
                    <strong>{one.name}</strong>{' '}
                    <span className="quiet">{t('registry.teamResponsible', { name: one.responsibleName })}</span>
                  </span>
                  {assigns && (
                    <Button
                      aria-label={t('registry.teamChangeOf', { name: one.name })}
                      onClick={() => setDoing({ village: one.villageId })}
                    >
                      {t('registry.teamChangeVillage')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          </section>
          <Substitutions team={team} onEnded={onClose} onEdit={(substitution) => setDoing({ substitution })} />
        </>
      )}
    </Drawer>
  );
}

interface SubstitutionsProps {
  team: ServiceTeam;
  onEdit: (one: Substitution | 'new') => void;
  /** The drawer leaves, so that the offer to undo can be reached. */
  onEnded: () => void;
}

function Substitutions({ team, onEdit, onEnded }: SubstitutionsProps) {
  const { t, date } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const takeBack = useTakeBack();
  const may = useMay(maySubstitute);
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState<string>();
  const [today] = useState(() => dayOf(new Date()));
  const nameOf = (staffId: string) => team.members.find((member) => member.staffId === staffId)?.name ?? '';
  const until = async ({ substitutionId, version }: Substitution, toOn: string): Promise<Substitution> => {
    const route = registryRoutes.editSubstitution;
    const after = await api.call(route, { params: { substitutionId }, body: { toOn }, ifMatch: version });
    await queries.invalidateQueries({ queryKey: teamsKey });
    return after;
  };
  const end = async (one: Substitution) => {
    setBusy(one.substitutionId);
    try {
      const after = await until(one, today);
      announce(
        t('registry.substitutionEnded', { name: one.substituteName }),
        takeBack(() => until(after, one.toOn)),
      );
      onEnded();
    } catch (error) {
      setFailure(error);
      setBusy(undefined);
      await queries.invalidateQueries({ queryKey: teamsKey });
    }
  };
  return (
    <section className={styles['part']} aria-labelledby="team-away">
      <h2 id="team-away">{t('registry.substitutions')}</h2>
      {failure !== undefined && <Failure error={failure} />}
      {team.substitutions.length === 0 && <p className="quiet">{t('registry.noSubstitutions')}</p>}
      <ul>
        {team.substitutions.map((one) => (
          <li key={one.substitutionId} className={styles['item']}>
            <span className={styles['lines']}>
              <strong>
                {t('registry.substitutionLine', { substitute: one.substituteName, member: nameOf(one.staffId) })}
              </strong>
              <span className="quiet">
                {t('registry.substitutionSpan', {
                  from: date(one.fromOn),
                  to: date(one.toOn),
                  reason: t(`registry.reason.${one.reason}`),
                })}
              </span>
            </span>
            {may && (
              <span className={styles['row']}>
                <Button
                  aria-label={t('registry.substitutionChangeOf', { name: one.substituteName })}
                  onClick={() => onEdit(one)}
                >
                  {t('registry.substitutionChange')}
                </Button>
                {one.fromOn <= today && one.toOn > today && (
                  <Button
                    busy={busy === one.substitutionId}
                    aria-label={t('registry.substitutionEndOf', { name: one.substituteName })}
                    onClick={() => void end(one)}
                  >
                    {t('registry.substitutionEnd')}
                  </Button>
                )}
              </span>
            )}
          </li>
        ))}
      </ul>
      {may && (
        <div>
          <Button icon="plus" onClick={() => onEdit('new')}>
            {t('registry.substitutionAdd')}
          </Button>
        </div>
      )}
    </section>
  );
}
