// Registers a person at the desk: the ID number first, because it says the rest and finds who is registered already.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { dayOf } from '#platform/contract.ts';
import { Button, buttonClass } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useIdempotencyKey } from '#platform/ui/api/idempotency.ts';
import { Form, type FormTrouble } from '#platform/ui/form/form.tsx';
import { useDraft } from '#platform/ui/form/use-draft.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { registryRoutes, type PersonFacts } from '../../contract.ts';
import type { Picked } from '../picker.tsx';
import styles from '../registry.module.css';
import { useTroubles } from '../use-troubles.ts';
import { emptyPerson, newPerson, newPersonTroubles, type PersonDraft, type PersonField } from './person-draft.ts';
import { fieldId, HouseholdChoice, PersonFields } from './person-fields.tsx';

interface Draft extends PersonDraft {
  mode: 'own' | 'join';
  host: Picked | null;
}

export function RegisterPerson() {
  const { t } = useWords();
  const me = useMe();
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const troublesOf = useTroubles(fieldId);
  const { key, renew } = useIdempotencyKey();
  const { value, change, clear, restored } = useDraft<Draft>(me.account, 'register', () => ({
    ...emptyPerson(),
    mode: 'own',
    host: null,
  }));
  const [troubles, setTroubles] = useState<FormTrouble[]>([]);
  const [busy, setBusy] = useState(false);
  const [existing, setExisting] = useState<PersonFacts>();
  const edit = (part: Partial<Draft>) => {
    if (part.idNumber !== undefined) setExisting(undefined);
    change(part);
  };
  const check = (): FormTrouble[] => [
    ...newPersonTroubles(value, dayOf(new Date())).map(({ field, code }) => ({
      field: fieldId(field),
      text: t(`registry.issue.${code}`),
    })),
    ...(value.mode === 'join' && !value.householdId
      ? [{ field: fieldId('householdId'), text: t('registry.issue.host-missing') }]
      : []),
    ...(value.mode === 'join' && !value.householdRelation
      ? [{ field: fieldId('householdRelation'), text: t('registry.issue.relation-missing') }]
      : []),
  ];
  const save = async () => {
    const found = check();
    setTroubles(found);
    setExisting(undefined);
    if (found.length > 0) return;
    setBusy(true);
    try {
      const { mode, host: _host, ...fields } = value;
      const body = newPerson(mode === 'join' ? fields : { ...fields, householdId: '' });
      const done = await api.call(registryRoutes.registerPerson, { body, idempotencyKey: key });
      if (done.existing) {
        setExisting(done.person);
        renew();
        setBusy(false);
        return;
      }
      clear();
      await queries.invalidateQueries({ queryKey: ['people'] });
      announce(t('registry.registered', { name: done.person.name }));
      void navigate(`/people/${done.person.personId}`, { replace: true });
    } catch (error) {
      setBusy(false);
      setTroubles(troublesOf(error));
    }
  };
  const errorOf = (field: PersonField) => troubles.find((one) => one.field === fieldId(field))?.text;
  return (
    <>
      <PageHead title={t('registry.register')} />
      {restored && <p className="quiet">{t('ui.form.draft')}</p>}
      {existing && <Existing person={existing} />}
      <Form
        label={t('registry.register')}
        verb={t('registry.registerVerb')}
        troubles={troubles}
        busy={busy}
        onSubmit={() => void save()}
        beside={
          <>
            <Button kind="quiet" onClick={() => void navigate('/')}>
              {t('registry.back')}
            </Button>
            <Button
              kind="quiet"
              onClick={() => {
                clear();
                setTroubles([]);
                setExisting(undefined);
              }}
            >
              {t('registry.clear')}
            </Button>
          </>
        }
      >
        <PersonFields draft={value} change={edit} errorOf={errorOf} villageOptional begin />
        <HouseholdChoice
          mode={value.mode}
          onMode={(mode) => edit({ mode })}
          ownLabel={t('registry.householdOwn')}
          joinLabel={t('registry.householdJoin')}
          host={value.host ?? undefined}
          onHost={(host) => edit({ host: host ?? null, householdId: host?.householdId ?? '' })}
          relation={value.householdRelation}
          onRelation={(householdRelation) => edit({ householdRelation })}
          relationAlways={false}
          errorOf={errorOf}
        />
      </Form>
    </>
  );
}

function Existing({ person }: { person: PersonFacts }) {
  const { t, age } = useWords();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const who = [t(`ui.sex.${person.sex}`), person.birthOn && age(person.birthOn), person.villageName].filter(Boolean);
  return (
    <div ref={box} className={styles['notice']} role="alert" tabIndex={-1}>
      <p>
        <span aria-hidden="true">◆ </span>
        <strong>{t('registry.known')}</strong>
      </p>
      <p>
        <strong>{person.name}</strong> <span className="quiet">{who.join(' · ')}</span>
      </p>
      <p>{t('registry.knownText')}</p>
      <Link to={`/people/${person.personId}`} className={buttonClass()}>
        {t('registry.openPerson', { name: person.name })}
      </Link>
    </div>
  );
}
