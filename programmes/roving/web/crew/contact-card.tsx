// Phone and address, changed on the spot; two devices that change one of them differently are asked which is right.
import { useState } from 'react';
import { readPhone } from '#foundation/registry/rules/phone.ts';
import { useDeviceSession } from '#foundation/sync/web/use-device.tsx';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { crewKinds } from '../../crew-contract.ts';
import { particularsIdOf } from '../../rules/crew/document-id.ts';
import { documentsOf, knownId } from './people-here.ts';
import { usePlace } from './use-place.ts';
import styles from './crew.module.css';

export function ContactCard() {
  const { t } = useWords();
  const announce = useAnnounce();
  const session = useDeviceSession();
  const { engine, stop, here } = usePlace();
  const [draft, setDraft] = useState<{ phone: string; address: string }>();
  const { personId, person } = here!;
  const wrong = draft && draft.phone.trim() !== '' && readPhone(draft.phone) === undefined;
  const write = async (set: Record<string, string>) => {
    const own = documentsOf(engine, crewKinds.person).find((one) => knownId(engine, one.personId) === personId);
    const documentId = own?.documentId ?? (await particularsIdOf(personId));
    await engine.edit({ kind: crewKinds.person, documentId, personId, scopeId: stop!.villageId, set });
    session.hurry();
  };
  const save = async () => {
    if (!draft || wrong) return;
    const before = { phone: person.phone ?? '', address: person.address ?? '' };
    const changed = (['phone', 'address'] as const).filter((field) => draft[field].trim() !== before[field]);
    setDraft(undefined);
    if (changed.length === 0) return;
    await write(Object.fromEntries(changed.map((field) => [field, draft[field].trim()])));
    announce(t('crew.contactSaved'), () => write(Object.fromEntries(changed.map((field) => [field, before[field]]))));
  };
  return (
    <section className={styles['panel']} aria-label={t('crew.contact')}>
      <div className={styles['line']}>
        <h2>{t('crew.contact')}</h2>
        {!draft && (
          <Button kind="quiet" onClick={() => setDraft({ phone: person.phone ?? '', address: person.address ?? '' })}>
            {t('crew.change')}
          </Button>
        )}
      </div>
      {!draft && (
        <p>
          {person.phone ? <a href={`tel:${person.phone}`}>{person.phone}</a> : t('crew.noPhone')}
          <br />
          <span className="quiet">{person.address ?? t('crew.noAddress')}</span>
        </p>
      )}
      {draft && (
        <form
          className={styles['stack']}
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          {(['phone', 'address'] as const).map((field) => (
            <label key={field} className={styles['entry']}>
              <span>{t(`crew.field.${field}`)}</span>
              <input
                className={styles['field']}
                name={field}
                inputMode={field === 'phone' ? 'tel' : 'text'}
                autoComplete="off"
                maxLength={field === 'phone' ? 20 : 200}
                value={draft[field]}
                aria-invalid={(field === 'phone' && wrong) || undefined}
                onChange={({ target: { value } }) => setDraft((before) => before && { ...before, [field]: value })}
              />
            </label>
          ))}
          {wrong && <p role="alert">▲ {t('crew.phoneWrong')}</p>}
          <div className={styles['buttons']}>
            <Button type="submit" kind="primary">
              {t('crew.save')}
            </Button>
            <Button onClick={() => setDraft(undefined)}>{t('crew.leaveIt')}</Button>
          </div>
        </form>
      )}
    </section>
  );
}
