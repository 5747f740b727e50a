// Gives one village to another team, or names another person in charge of it.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId, useIdempotencyKey } from '#platform/ui/api/idempotency.ts';
import { SelectField } from '#platform/ui/form/fields.tsx';
import { Form, type FormTrouble } from '#platform/ui/form/form.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { registryRoutes, type ServiceTeam } from '../../contract.ts';
import { useTakeBack, useTroubles } from '../use-troubles.ts';
import styles from './bureau.module.css';
import { teamsKey } from './use-teams.ts';

/** The server names places in the list of assignments; here there is one. */
const fieldId = (path: string) => (path.endsWith('responsibleStaffId') ? 'assign-responsibleStaffId' : 'assign-teamId');

interface AssignFormProps {
  team: ServiceTeam;
  teams: readonly ServiceTeam[];
  village: ServiceTeam['villages'][number];
  onDone: () => void;
  onSaved: () => void;
}

export function AssignForm({ team, teams, village, onDone, onSaved }: AssignFormProps) {
  const { t } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const troublesOf = useTroubles(fieldId);
  const takeBack = useTakeBack();
  const { key } = useIdempotencyKey();
  const [teamId, setTeamId] = useState(team.teamId);
  const [responsible, setResponsible] = useState(village.responsibleStaffId);
  const [troubles, setTroubles] = useState<FormTrouble[]>([]);
  const [busy, setBusy] = useState(false);
  // A village goes to a neighbour: teams of the same township come first.
  const near = (one: ServiceTeam) => (one.townshipName === team.townshipName ? 0 : 1);
  const choices = teams.toSorted((a, b) => near(a) - near(b));
  const chosen = teams.find((one) => one.teamId === teamId) ?? team;
  const assign = async (toTeam: string, responsibleStaffId: string, idempotencyKey = newId()) => {
    await api.call(registryRoutes.assignVillages, {
      body: { assignments: [{ villageId: village.villageId, teamId: toTeam, responsibleStaffId }] },
      idempotencyKey,
    });
    await queries.invalidateQueries({ queryKey: teamsKey });
  };
  const save = async () => {
    if (!responsible) {
      setTroubles([{ field: fieldId('responsibleStaffId'), text: t('registry.assignIssue.person') }]);
      return;
    }
    setTroubles([]);
    setBusy(true);
    try {
      await assign(teamId, responsible, key);
      const person = chosen.members.find((one) => one.staffId === responsible)?.name ?? '';
      announce(
        t('registry.teamAssigned', { name: village.name, team: chosen.name, person }),
        takeBack(() => assign(team.teamId, village.responsibleStaffId)),
      );
      onSaved();
    } catch (error) {
      setTroubles(troublesOf(error));
      setBusy(false);
    }
  };
  const errorOf = (field: string) => troubles.find((one) => one.field === fieldId(field))?.text;
  const title = t('registry.teamAssign', { name: village.name });
  return (
    <div className={styles['doing']}>
      <h2>{title}</h2>
      <Form
        label={title}
        verb={t('registry.save')}
        troubles={troubles}
        busy={busy}
        onSubmit={() => void save()}
        beside={
          <Button kind="quiet" onClick={onDone}>
            {t('ui.leaveIt')}
          </Button>
        }
      >
        <SelectField
          id={fieldId('teamId')}
          name="teamId"
          label={t('registry.teamTo')}
          hint={t('registry.teamToHint')}
          value={teamId}
          onChange={(next) => {
            setTeamId(next);
            setResponsible(next === team.teamId ? village.responsibleStaffId : '');
          }}
          choices={choices.map((one) => ({
            value: one.teamId,
            label: t('registry.teamOwns', { name: one.name, count: one.villages.length }),
          }))}
          error={errorOf('teamId')}
        />
        <SelectField
          id={fieldId('responsibleStaffId')}
          name="responsibleStaffId"
          label={t('registry.teamPerson')}
          value={responsible}
          onChange={setResponsible}
          choices={[
            ...(responsible ? [] : [{ value: '', label: t('registry.choose') }]),
            ...chosen.members.map((one) => ({
              value: one.staffId,
              label: `${one.name} · ${t(`registry.teamRole.${one.role}`)}`,
            })),
          ]}
          error={errorOf('responsibleStaffId')}
        />
      </Form>
    </div>
  );
}
