// Lets somebody stand in for a member of the team, or changes the days and the reason.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { dayOf } from '#platform/contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { isFailure } from '#platform/ui/api/failure.ts';
import { useIdempotencyKey } from '#platform/ui/api/idempotency.ts';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { Form, type FormTrouble } from '#platform/ui/form/form.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import {
  registryRoutes,
  substitutionReasons,
  type ServiceTeam,
  type Substitution,
  type SubstitutionReason,
  type TeamsReply,
} from '../../contract.ts';
import { Picker, type Picked } from '../picker.tsx';
import { useTroubles } from '../use-troubles.ts';
import { substitutionTroubles } from './substitution-draft.ts';
import styles from './bureau.module.css';
import { teamsKey } from './use-teams.ts';

const fieldId = (field: string) => `substitution-${field}`;

interface SubstitutionFormProps {
  team: ServiceTeam;
  before: Substitution | undefined;
  onDone: () => void;
  onSaved: () => void;
}

export function SubstitutionForm({ team, before, onDone, onSaved }: SubstitutionFormProps) {
  const { t, date } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const troublesOf = useTroubles(fieldId);
  const { key } = useIdempotencyKey();
  const [today] = useState(() => dayOf(new Date()));
  const [staffId, setStaffId] = useState(before?.staffId ?? '');
  const [substitute, setSubstitute] = useState<Picked | undefined>(
    before && { id: before.substituteId, name: before.substituteName, line: '' },
  );
  const [fromOn, setFromOn] = useState(before?.fromOn ?? today);
  const [toOn, setToOn] = useState(before?.toOn ?? '');
  const [reason, setReason] = useState<SubstitutionReason>(before?.reason ?? 'leave');
  const [version, setVersion] = useState(before?.version ?? 0);
  const [troubles, setTroubles] = useState<FormTrouble[]>([]);
  const [busy, setBusy] = useState(false);

  const findStaff = async (text: string, signal: AbortSignal): Promise<Picked[]> => {
    const { items } = await api.call(registryRoutes.staff, { query: { text, limit: 8 }, signal });
    return items
      .filter((one) => one.staffId !== staffId)
      .map((one) => ({ id: one.staffId, name: one.name, line: one.organisationName }));
  };
  const save = async () => {
    const draft = { staffId, substituteId: substitute?.id ?? '', fromOn, toOn, reason };
    const found = substitutionTroubles(draft).map(({ field, code }) => ({
      field: fieldId(field),
      text: t(`registry.substitutionIssue.${code}`),
    }));
    setTroubles(found);
    if (found.length > 0) return;
    setBusy(true);
    try {
      const done = before
        ? await api.call(registryRoutes.editSubstitution, {
            params: { substitutionId: before.substitutionId },
            body: { fromOn, toOn, reason },
            ifMatch: version,
          })
        : await api.call(registryRoutes.addSubstitution, {
            body: { teamId: team.teamId, ...draft },
            idempotencyKey: key,
          });
      await queries.invalidateQueries({ queryKey: teamsKey });
      announce(t('registry.substitutionSaved', { substitute: done.substituteName, date: date(done.toOn) }));
      onSaved();
    } catch (error) {
      setBusy(false);
      if (before && isFailure(error, 'version')) await showNewest(before);
      else setTroubles(troublesOf(error));
    }
  };
  const showNewest = async ({ substitutionId }: Substitution) => {
    await queries.refetchQueries({ queryKey: teamsKey });
    const newest = queries
      .getQueryData<TeamsReply>(teamsKey)
      ?.teams.flatMap((one) => one.substitutions)
      .find((one) => one.substitutionId === substitutionId);
    if (newest) {
      setFromOn(newest.fromOn);
      setToOn(newest.toOn);
      setReason(newest.reason);
      setVersion(newest.version);
    }
    setTroubles([{ text: t('registry.substitutionNewer') }]);
  };
  const errorOf = (field: string) => troubles.find((one) => one.field === fieldId(field))?.text;
  const title = t(before ? 'registry.substitutionEdit' : 'registry.substitutionAdd');
  const memberName = team.members.find((one) => one.staffId === staffId)?.name ?? '';
  return (
    <div className={styles['doing']}>
      <h2>{title}</h2>
      {before && <p>{t('registry.substitutionLine', { substitute: before.substituteName, member: memberName })}</p>}
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
        {!before && (
          <>
            <SelectField
              id={fieldId('staffId')}
              name="staffId"
              label={t('registry.substitutionFor')}
              value={staffId}
              onChange={setStaffId}
              choices={[
                ...(staffId ? [] : [{ value: '', label: t('registry.choose') }]),
                ...team.members.map((one) => ({
                  value: one.staffId,
                  label: `${one.name} · ${t(`registry.teamRole.${one.role}`)}`,
                })),
              ]}
              error={errorOf('staffId')}
            />
            <Picker
              id={fieldId('substituteId')}
              name="substitute"
              label={t('registry.substitutionWho')}
              hint={t('registry.substitutionWhoHint')}
              searchKey={`staff.${staffId}`}
              find={findStaff}
              value={substitute}
              onChange={setSubstitute}
              error={errorOf('substituteId')}
            />
          </>
        )}
        <TextField
          id={fieldId('fromOn')}
          name="fromOn"
          type="date"
          label={t('registry.substitutionFrom')}
          value={fromOn}
          onChange={setFromOn}
          error={errorOf('fromOn')}
        />
        <TextField
          id={fieldId('toOn')}
          name="toOn"
          type="date"
          label={t('registry.substitutionTo')}
          value={toOn}
          onChange={setToOn}
          error={errorOf('toOn')}
        />
        <SelectField
          id={fieldId('reason')}
          name="reason"
          label={t('registry.substitutionReason')}
          value={reason}
          onChange={(next) => setReason(next as SubstitutionReason)}
          choices={substitutionReasons.map((one) => ({ value: one, label: t(`registry.reason.${one}`) }))}
        />
      </Form>
    </div>
  );
}
