// Hand-over inside the team: what the next one has to know, who took it over, and who stands in for whom.
import { useQuery } from '@tanstack/react-query';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { useDraft } from '#platform/ui/form/use-draft.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { workbenchRoutes, type HandOver } from '../../workbench-contract.ts';
import { familyKey, useChange, useFilters } from '../use-family.ts';
import { FamilyHead, TeamOnly, useTeam, useTeams } from './family-tabs.tsx';
import styles from '../family.module.css';

export function HandOverPage() {
  return (
    <TeamOnly>
      <HandOvers />
    </TeamOnly>
  );
}

function HandOvers() {
  const { t, day } = useWords();
  const api = useApi();
  const { team } = useTeam();
  const handOver = useQuery({
    queryKey: [...familyKey, 'hand-over', team],
    queryFn: ({ signal }) => api.call(workbenchRoutes.handOver, { query: team ? { team } : {}, signal }),
    refetchInterval: 30_000,
  });
  return (
    <div className={styles['stack']}>
      <FamilyHead />
      <LeaveNote />
      <QueryView query={handOver} skeleton={<Skeleton lines={6} />}>
        {({ notes, substitutions }) => (
          <>
            {substitutions.length > 0 && (
              <section className={styles['card']} aria-label={t('family-doctor.substitutions')}>
                <h2>{t('family-doctor.substitutions')}</h2>
                <ul>
                  {substitutions.map((one) => (
                    <li key={one.substitutionId}>
                      {t('family-doctor.substitution', {
                        name: one.staffName,
                        substitute: one.substituteName,
                        from: day(one.fromOn),
                        to: day(one.toOn),
                      })}
                    </li>
                  ))}
                </ul>
              </section>
            )}
            {notes.length === 0 ? (
              <Empty title={t('family-doctor.noNotes')} icon="list">
                {t('family-doctor.noNotesText')}
              </Empty>
            ) : (
              <ul className={styles['list']}>
                {notes.map((note) => (
                  <Note key={note.noteId} note={note} />
                ))}
              </ul>
            )}
          </>
        )}
      </QueryView>
    </div>
  );
}

function Note({ note }: { note: HandOver }) {
  const { t, instant, day } = useWords();
  const api = useApi();
  const { run, busy, failure } = useChange();
  return (
    <li className={styles['item']}>
      <span className={styles['who']}>
        <span>{note.text}</span>
        <span className="quiet">
          {note.byName} · {instant(note.at)} · {t('family-doctor.forDay', { day: day(note.forOn) })}
        </span>
      </span>
      {note.takenBy ? (
        <LevelTag level="green">{t('family-doctor.takenBy', { name: note.takenBy })}</LevelTag>
      ) : (
        <Button
          kind="primary"
          busy={busy}
          onClick={() => void run(() => api.call(workbenchRoutes.takeNote, { params: { noteId: note.noteId } }))}
        >
          {t('family-doctor.takeNote')}
        </Button>
      )}
      {failure !== undefined && <Failure error={failure} />}
    </li>
  );
}

function LeaveNote() {
  const { t } = useWords();
  const api = useApi();
  const { today } = useFilters();
  const teams = useTeams();
  const { team } = useTeam();
  const { run, busy, failure } = useChange();
  const me = useMe();
  const draft = useDraft(me.account, 'hand-over', () => ({ noteId: newId(), teamId: '', text: '', forOn: today }));
  const { noteId, teamId, text, forOn } = draft.value;
  const chosen = teamId || team || teams.data?.teams[0]?.teamId || '';
  const save = async () => {
    const body = { noteId, teamId: chosen, text: text.trim(), forOn };
    if (!(await run(() => api.call(workbenchRoutes.leaveNote, { body })))) return;
    draft.clear();
  };
  return (
    <section className={styles['card']} aria-label={t('family-doctor.leaveNote')}>
      <h2>{t('family-doctor.leaveNote')}</h2>
      <TextField
        name="note"
        label={t('family-doctor.noteText')}
        value={text}
        onChange={(next) => draft.change({ text: next })}
        lines={3}
        maxLength={1_000}
      />
      <div className={styles['filters']}>
        <SelectField
          name="note-team"
          label={t('family-doctor.team')}
          value={chosen}
          onChange={(next) => draft.change({ teamId: next })}
          choices={(teams.data?.teams ?? []).map((one) => ({ value: one.teamId, label: one.name }))}
        />
        <TextField
          name="forOn"
          label={t('family-doctor.forOn')}
          type="date"
          value={forOn}
          onChange={(next) => draft.change({ forOn: next })}
        />
      </div>
      {failure !== undefined && <Failure error={failure} safe={t('family-doctor.textKept')} />}
      <Button kind="primary" busy={busy} disabled={text.trim() === '' || chosen === ''} onClick={() => void save()}>
        {t('family-doctor.leaveNote')}
      </Button>
    </section>
  );
}
