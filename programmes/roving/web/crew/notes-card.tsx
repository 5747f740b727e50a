// Why the person came, what the crew noted, and allergies that came up; what was wrong is taken back, not wiped out.
import { useState } from 'react';
import type { FieldValue } from '#foundation/sync/rules/operation.ts';
import { shownValues } from '#foundation/sync/web/conflicts-here.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { allergiesOf } from '../../rules/crew/attendance.ts';
import { useAttendanceEdit, usePlace } from './use-place.ts';
import styles from './crew.module.css';

const usualReasons = ['follow-up', 'refill', 'dizzy', 'cough', 'pain', 'wound', 'check-up'] as const;
const longestNote = 2_000;

export function NotesCard() {
  const { t } = useWords();
  const announce = useAnnounce();
  const { attendance } = usePlace();
  const edit = useAttendanceEdit();
  const values = shownValues(attendance);
  const reasons = (values['reasons'] ?? []) as string[];
  const note = typeof values['note'] === 'string' ? values['note'] : '';
  const noted = attendance ? allergiesOf(attendance).filter(({ wrong }) => !wrong) : [];
  const [typed, setTyped] = useState<string>();
  const [reason, setReason] = useState('');
  const [allergy, setAllergy] = useState('');
  const toggle = (text: string) =>
    edit({ reasons: reasons.includes(text) ? reasons.filter((one) => one !== text) : [...reasons, text] });
  const saveNote = async () => {
    if (typed === undefined || typed === note) return;
    await edit({ note: typed.trim() === '' ? null : typed });
    setTyped(undefined);
    announce(t('crew.noteSaved'), async () => void (await edit({ note: note === '' ? null : note })));
  };
  const addAllergy = async () => {
    const title = allergy.trim();
    if (title === '') return;
    setAllergy('');
    await edit({}, { allergies: [{ title }] });
  };
  const takeBack = (title: string) => {
    const all = (values['allergies'] ?? []) as unknown as { title: string }[];
    const next = all.map((one) => (one.title === title ? { title, wrong: true } : one));
    return edit({ allergies: next as unknown as FieldValue });
  };
  return (
    <section className={styles['panel']} aria-label={t('crew.notes')}>
      <h2>{t('crew.reasons')}</h2>
      <div className={styles['chips']}>
        {[...new Set([...usualReasons.map((one) => t(`crew.reason.${one}`)), ...reasons])].map((text) => (
          <button
            key={text}
            type="button"
            className={styles['chip']}
            aria-pressed={reasons.includes(text)}
            onClick={() => void toggle(text)}
          >
            {text}
          </button>
        ))}
      </div>
      <form
        className={styles['search']}
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim() !== '') void toggle(reason.trim());
          setReason('');
        }}
      >
        <input
          className={styles['field']}
          value={reason}
          maxLength={200}
          aria-label={t('crew.otherReason')}
          placeholder={t('crew.otherReason')}
          onChange={(event) => setReason(event.target.value)}
        />
        <Button type="submit">{t('crew.add')}</Button>
      </form>
      <div className={styles['entry']}>
        <label htmlFor="note">{t('crew.note')}</label>
        <textarea
          id="note"
          name="note"
          className={styles['field']}
          rows={3}
          maxLength={longestNote}
          value={typed ?? note}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={() => void saveNote()}
        />
      </div>
      <h2>{t('crew.allergies')}</h2>
      <ul className={styles['plain']}>
        {noted.map(({ title }) => (
          <li key={title} className={styles['line']}>
            <strong>{title}</strong>
            <Button kind="quiet" onClick={() => void takeBack(title)}>
              {t('crew.allergyWrong')}
            </Button>
          </li>
        ))}
      </ul>
      <form
        className={styles['search']}
        onSubmit={(event) => {
          event.preventDefault();
          void addAllergy();
        }}
      >
        <input
          className={styles['field']}
          value={allergy}
          maxLength={100}
          aria-label={t('crew.newAllergy')}
          placeholder={t('crew.newAllergy')}
          onChange={(event) => setAllergy(event.target.value)}
        />
        <Button type="submit">{t('crew.add')}</Button>
      </form>
    </section>
  );
}
