// Registers a resident who is on no list: the ID number is checked and gives birth date and sex; no network is needed.
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { readIdNumber } from '#foundation/registry/rules/id-number.ts';
import { checkPerson } from '#foundation/registry/rules/person.ts';
import { shownValues } from '#foundation/sync/web/conflicts-here.ts';
import { newId } from '#foundation/sync/web/new-id.ts';
import { useDeviceSession } from '#foundation/sync/web/use-device.tsx';
import { ChoiceField, TextField } from '#platform/ui/form/fields.tsx';
import { Button } from '#platform/ui/actions/button.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { crewKinds } from '../../crew-contract.ts';
import { numberInCode } from '../../rules/crew/find-people.ts';
import { registration } from '../../rules/crew/particulars.ts';
import { NotHere, PageHead } from './page-head.tsx';
import { openRegistration, peopleHere } from './people-here.ts';
import { ScanButton } from './scan-button.tsx';
import { personPath, stopPath, usePlace } from './use-place.ts';
import styles from './crew.module.css';

const empty = { name: '', idNumber: '', sex: '', birthOn: '', phone: '', address: '' };

export function RegisterPage() {
  const { t, age } = useWords();
  const go = useNavigate();
  const session = useDeviceSession();
  const { engine, stop, today } = usePlace();
  const { personId: corrected } = useParams();
  /** What the server has not taken yet may be corrected here; afterwards a desk with the papers changes it. */
  const open = corrected === undefined ? undefined : openRegistration(engine, corrected);
  const [draft, setDraft] = useState(() => ({ ...empty, ...(shownValues(open?.document) as Partial<typeof empty>) }));
  const [tried, setTried] = useState(false);
  if (!stop || (corrected !== undefined && !open)) return <NotHere />;
  const card = draft.idNumber.trim() === '' ? undefined : readIdNumber(draft.idNumber);
  const sex = card?.ok ? card.sex : draft.sex;
  const birthOn = card?.ok ? card.birthOn : draft.birthOn;
  const set = {
    name: draft.name.trim(),
    sex,
    birthOn,
    villageId: stop.villageId,
    ...(card?.ok && { idNumber: card.idNumber }),
    ...(draft.phone.trim() && { phone: draft.phone.trim() }),
    ...(draft.address.trim() && { address: draft.address.trim() }),
  };
  const body = set.name && sex && birthOn ? registration(set) : undefined;
  const checked = body && checkPerson(body, today);
  const issues = checked && !checked.ok ? (checked.problem.issues ?? []) : [];
  const faultOf = (field: 'name' | 'phone' | 'birthOn') => {
    const issue = issues.find(({ path }) => path === field);
    if (issue) return t(`crew.registerFault.${field}`);
    return tried && field !== 'phone' && !set[field] ? t('crew.missing') : undefined;
  };
  const idFault = card && !card.ok ? t(`crew.idFault.${card.fault}`) : undefined;
  /** The end of the number and the name agree: most likely the same person. */
  const known = peopleHere(engine, stop.villageId).find(
    ({ personId, person }) =>
      personId !== corrected && person.name === set.name && card?.ok && person.idTail === card.idNumber.slice(-4),
  );
  const put = (field: keyof typeof empty) => (value: string) => setDraft((before) => ({ ...before, [field]: value }));
  const error = (text: string | undefined) => (text ? { error: text } : {});
  const save = async () => {
    setTried(true);
    if (!checked?.ok || idFault || (known && !open)) return;
    const personId = corrected ?? newId();
    const documentId = open?.document.documentId ?? newId();
    const edit = { kind: crewKinds.person, documentId, personId, scopeId: stop.villageId };
    await engine.edit({ ...edit, set: { ...set, name: checked.value.name } });
    session.hurry();
    await go(personPath(stop.visitId, personId));
  };
  return (
    <form
      className={styles['stack']}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <PageHead
        back={open ? personPath(stop.visitId, corrected!) : stopPath(stop.visitId)}
        backLabel={stop.villageName}
        title={t(open ? 'crew.correctRegistration' : 'crew.register')}
      >
        {t('crew.registerWhat', { village: stop.villageName })}
      </PageHead>
      <TextField
        name="name"
        label={t('crew.field.name')}
        value={draft.name}
        onChange={put('name')}
        autoComplete="off"
        {...error(faultOf('name'))}
      />
      <TextField
        name="idNumber"
        label={t('crew.field.idNumber')}
        optional
        hint={t('crew.idHint')}
        value={draft.idNumber}
        onChange={put('idNumber')}
        autoComplete="off"
        maxLength={20}
        {...error(draft.idNumber.replace(/\s/g, '').length >= 15 || tried ? idFault : undefined)}
      />
      <ScanButton
        onCode={(code) => {
          const number = numberInCode(code);
          if (number && 'idNumber' in number) put('idNumber')(number.idNumber);
        }}
      />
      {card?.ok ? (
        <p className={styles['notice']} role="status">
          ● {t('crew.fromCard', { sex: t(`ui.sex.${card.sex}`), birthOn: card.birthOn, age: age(card.birthOn, today) })}
        </p>
      ) : (
        <>
          <ChoiceField
            name="sex"
            label={t('crew.field.sex')}
            value={draft.sex || undefined}
            onChange={put('sex')}
            choices={['male', 'female'].map((value) => ({ value, label: t(`ui.sex.${value}`) }))}
            {...error(tried && !sex ? t('crew.missing') : undefined)}
          />
          <TextField
            name="birthOn"
            type="date"
            max={today}
            label={t('crew.field.birthOn')}
            value={draft.birthOn}
            onChange={put('birthOn')}
            {...error(faultOf('birthOn'))}
          />
        </>
      )}
      <TextField
        name="phone"
        label={t('crew.field.phone')}
        optional
        value={draft.phone}
        onChange={put('phone')}
        inputMode="numeric"
        autoComplete="off"
        {...error(faultOf('phone'))}
      />
      <TextField
        name="address"
        label={t('crew.field.address')}
        optional
        value={draft.address}
        onChange={put('address')}
        autoComplete="off"
        maxLength={200}
      />
      {known && !open && (
        <p className={styles['notice']} role="alert">
          ◆ {t('crew.knownHere')} <Link to={personPath(stop.visitId, known.personId)}>{t('crew.openKnown')}</Link>
        </p>
      )}
      <Button type="submit" kind="primary" icon="check" wide>
        {t(open ? 'crew.save' : 'crew.registerSave')}
      </Button>
    </form>
  );
}
