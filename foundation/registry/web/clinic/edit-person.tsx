// Changes a person's particulars, records death or moving away; who was slower loses nothing that they typed.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { dayOf } from '#platform/contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { isFailure } from '#platform/ui/api/failure.ts';
import { ChoiceField, TextField } from '#platform/ui/form/fields.tsx';
import { Form, type FormTrouble } from '#platform/ui/form/form.tsx';
import { useDraft } from '#platform/ui/form/use-draft.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay, useMe } from '#platform/ui/portal/session.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty } from '#platform/ui/states/states.tsx';
import { personStatuses, registryRoutes, type PersonFacts } from '../../contract.ts';
import type { Picked } from '../picker.tsx';
import { mayEdit } from '../registry-permissions.ts';
import styles from '../registry.module.css';
import { useTakeBack, useTroubles } from '../use-troubles.ts';
import {
  changesOf,
  changeTroubles,
  draftOf,
  rebase,
  type PersonDraft,
  type PersonField,
  type TheirChange,
} from './person-draft.ts';
import { fieldId, HouseholdChoice, PersonFields } from './person-fields.tsx';
import { TheirChanges } from './their-changes.tsx';

export function usePersonFacts(personId: string) {
  const api = useApi();
  return useQuery({
    queryKey: ['person', personId],
    queryFn: ({ signal }) => api.call(registryRoutes.readPerson, { params: { personId }, signal }),
  });
}

export function EditPerson() {
  const { t } = useWords();
  const { personId = '' } = useParams();
  const person = usePersonFacts(personId);
  const may = useMay(mayEdit);
  return (
    <QueryView query={person}>
      {(facts) => (
        <>
          <PageHead title={t('registry.particularsOf', { name: facts.name })} />
          {may && !facts.masked ? (
            <Particulars key={personId} facts={facts} />
          ) : (
            <Empty title={t('registry.notEditable')} icon="person">
              {t('registry.notEditableText')}
            </Empty>
          )}
        </>
      )}
    </QueryView>
  );
}

interface Draft {
  base: PersonDraft;
  version: number;
  typed: PersonDraft;
  mode: 'own' | 'join';
  host: Picked | null;
}
const beginWith = (facts: PersonFacts): Draft => ({
  base: draftOf(facts),
  version: facts.version,
  typed: draftOf(facts),
  mode: 'own',
  host: null,
});

function Particulars({ facts }: { facts: PersonFacts }) {
  const { t } = useWords();
  const { personId } = facts;
  const me = useMe();
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const troublesOf = useTroubles(fieldId);
  const takeBack = useTakeBack();
  const draft = useDraft<Draft>(me.account, `particulars.${personId}`, () => beginWith(facts));
  const [troubles, setTroubles] = useState<FormTrouble[]>([]);
  const [theirs, setTheirs] = useState<TheirChange[]>();
  const [busy, setBusy] = useState(false);
  const { base, version, typed, mode, host } = draft.value;
  const edit = (part: Partial<PersonDraft>) => draft.change({ typed: { ...typed, ...part } });
  const leave = () => void navigate(`/people/${personId}`);

  const put = (body: object, ifMatch: number) =>
    api.call(registryRoutes.editPerson, { params: { personId }, body, ifMatch });
  const show = async (after: PersonFacts) => {
    queries.setQueryData(['person', personId], after);
    await Promise.all(
      [['people'], ['household', personId], ['banner', personId]].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    );
  };
  const save = async () => {
    const sent = mode === 'join' ? typed : { ...typed, householdId: base.householdId };
    const found: FormTrouble[] = changeTroubles(base, sent, dayOf(new Date())).map(({ field, code }) => ({
      field: fieldId(field),
      text: t(`registry.issue.${code}`),
    }));
    if (mode === 'join' && !host) found.push({ field: fieldId('householdId'), text: t('registry.issue.host-missing') });
    setTroubles(found);
    if (found.length > 0) return;
    const body = changesOf(base, sent);
    if (Object.keys(body).length === 0) {
      draft.clear();
      announce(t('registry.nothingChanged'));
      leave();
      return;
    }
    setBusy(true);
    try {
      const after = await put(body, version);
      draft.clear();
      await show(after);
      const name = after.name;
      if (body.status) {
        // Back to what stood before, day included, as a change of its own.
        const before = changesOf({ ...draftOf(after) }, { ...draftOf(after), ...statusOf(base) });
        announce(
          t(`registry.recorded.${after.status}`, { name }),
          takeBack(async () => show(await put(before, after.version))),
        );
      } else announce(t('registry.saved', { name }));
      leave();
    } catch (error) {
      if (isFailure(error, 'version')) await meet();
      else setTroubles(troublesOf(error));
      setBusy(false);
    }
  };
  const meet = async () => {
    try {
      const newest = await api.call(registryRoutes.readPerson, { params: { personId } });
      queries.setQueryData(['person', personId], newest);
      const { merged, theirs: found } = rebase(base, draftOf(newest), typed);
      draft.change({ base: draftOf(newest), version: newest.version, typed: merged });
      setTheirs(found);
    } catch (error) {
      setTroubles(troublesOf(error));
    }
  };
  const errorOf = (field: PersonField) => troubles.find((one) => one.field === fieldId(field))?.text;
  return (
    <>
      {draft.restored && !theirs && <p className="quiet">{t('ui.form.draft')}</p>}
      {theirs && <TheirChanges key={version} changes={theirs} />}
      <Form
        label={t('registry.particularsOf', { name: facts.name })}
        verb={t('registry.save')}
        troubles={troubles}
        busy={busy}
        onSubmit={() => void save()}
        beside={
          <Button
            kind="quiet"
            onClick={() => {
              draft.clear();
              leave();
            }}
          >
            {t('registry.discard')}
          </Button>
        }
      >
        <PersonFields draft={typed} change={edit} errorOf={errorOf} villageOptional={!base.villageId} />
        <HouseholdChoice
          mode={mode}
          onMode={(next) => draft.change({ mode: next })}
          ownLabel={t('registry.householdStay')}
          joinLabel={t('registry.householdMove')}
          host={host ?? undefined}
          onHost={(next) =>
            draft.change({
              host: next ?? null,
              typed: { ...typed, householdId: next?.householdId ?? base.householdId },
            })
          }
          relation={typed.householdRelation}
          onRelation={(householdRelation) => edit({ householdRelation })}
          relationAlways
          errorOf={errorOf}
        />
        <fieldset className={styles['part']}>
          <legend>{t('registry.status')}</legend>
          <ChoiceField
            name="status"
            label={t('registry.statusNow')}
            value={typed.status}
            onChange={(status) => edit({ status })}
            choices={personStatuses.map((status) => ({ value: status, label: t(`registry.status.${status}`) }))}
          />
          {typed.status === 'deceased' && (
            <TextField
              id={fieldId('deceasedOn')}
              name="deceasedOn"
              type="date"
              label={t('registry.deceasedOn')}
              hint={t('registry.deceasedHint')}
              max={dayOf(new Date())}
              value={typed.deceasedOn}
              onChange={(deceasedOn) => edit({ deceasedOn })}
              error={errorOf('deceasedOn')}
            />
          )}
          {typed.status === 'moved-away' && (
            <TextField
              id={fieldId('movedAwayOn')}
              name="movedAwayOn"
              type="date"
              label={t('registry.movedAwayOn')}
              hint={t('registry.movedAwayHint')}
              max={dayOf(new Date())}
              value={typed.movedAwayOn}
              onChange={(movedAwayOn) => edit({ movedAwayOn })}
              error={errorOf('movedAwayOn')}
            />
          )}
        </fieldset>
      </Form>
    </>
  );
}

const statusOf = ({ status, deceasedOn, movedAwayOn }: PersonDraft) => ({ status, deceasedOn, movedAwayOn });
