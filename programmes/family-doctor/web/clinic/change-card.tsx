// Another doctor for a contract, or its end before the last day; both with a reason.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { registryRoutes } from '#foundation/registry/contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import { contractRoutes, type ContractSummary } from '../../contract.ts';
import { useChange } from '../use-family.ts';
import styles from '../family.module.css';

export function ChangeCard({ personId, contract }: { personId: string; contract: ContractSummary }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <details className={styles['card']} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('family-doctor.changeOrEnd')}</summary>
      {open && <Change personId={personId} contract={contract} />}
    </details>
  );
}

function Change({ personId, contract }: { personId: string; contract: ContractSummary }) {
  const { t } = useWords();
  const api = useApi();
  const announce = useAnnounce();
  const { run, busy, failure } = useChange();
  const params = { personId, contractId: contract.contractId };
  const [doctor, setDoctor] = useState(`${contract.teamId} ${contract.doctorId}`);
  const [reason, setReason] = useState('');
  const [asking, setAsking] = useState(false);
  const teams = useQuery({
    queryKey: ['teams'],
    staleTime: 60_000,
    queryFn: ({ signal }) => api.call(registryRoutes.teams, { signal }),
  });
  const choices = (teams.data?.teams ?? []).flatMap((team) =>
    team.members.map(({ staffId, name, role }) => ({
      value: `${team.teamId} ${staffId}`,
      label: `${team.name} · ${name}（${t(`family-doctor.role.${role}`)}）`,
    })),
  );
  const change = async () => {
    const [teamId, doctorId] = doctor.split(' ') as [string, string];
    const body = { teamId, doctorId, reason: reason.trim() };
    if (await run(() => api.call(contractRoutes.changeDoctor, { params, body })))
      announce(t('family-doctor.doctorChanged'));
  };
  const end = async () => {
    setAsking(false);
    if (await run(() => api.call(contractRoutes.end, { params, body: { reason: reason.trim() } })))
      announce(t('family-doctor.contractEnded'));
  };
  const ready = reason.trim().length >= 2;
  return (
    <div className={styles['stack']}>
      <TextField
        name="reason"
        label={t('family-doctor.changeReason')}
        value={reason}
        onChange={setReason}
        maxLength={200}
      />
      <SelectField
        name="doctor"
        label={t('family-doctor.newDoctor')}
        value={doctor}
        onChange={setDoctor}
        choices={choices}
      />
      {failure !== undefined && <Failure error={failure} />}
      <div className={styles['row']}>
        <Button
          busy={busy}
          disabled={!ready || doctor === `${contract.teamId} ${contract.doctorId}`}
          onClick={() => void change()}
        >
          {t('family-doctor.changeDoctor')}
        </Button>
        <Button kind="danger" busy={busy} disabled={!ready} onClick={() => setAsking(true)}>
          {t('family-doctor.endContract')}
        </Button>
      </div>
      <Confirm
        open={asking}
        title={t('family-doctor.endTitle')}
        verb={t('family-doctor.endContract')}
        onClose={() => setAsking(false)}
        onConfirm={() => void end()}
      >
        {t('family-doctor.endText')}
      </Confirm>
    </div>
  );
}
