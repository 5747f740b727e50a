// What is due for this person today, and the forms that answer it.
import { Link } from 'react-router';
import { Icon } from '#platform/ui/icons/icon.tsx';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useLocalText } from '#foundation/knowledge/web/form/use-local-text.ts';
import { checkUpForm, dueForms } from '../../rules/crew/due.ts';
import { formHead } from '../../rules/crew/form-document.ts';
import { formHere, formOf, formsHere } from './people-here.ts';
import { personPath, usePlace } from './use-place.ts';
import styles from './crew.module.css';

export function DueCard() {
  const { t, day } = useWords();
  const text = useLocalText();
  const { engine, stop, here, attendance, today } = usePlace();
  const due = dueForms(here!.person, here!.before, today);
  const others = [...new Set(formsHere(engine).map(({ id }) => id))].filter((id) =>
    due.every(({ form }) => form !== id),
  );
  const path = personPath(stop!.visitId, here!.personId);
  const stateOf = (form: string) => {
    const document = attendance && formOf(engine, attendance.documentId, form);
    if (!document) return undefined;
    return formHead(document).doneAt ? ('done' as const) : ('begun' as const);
  };
  const row = (form: string, said: string, isDue: boolean) => {
    const definition = formHere(engine, form);
    if (!definition) return null;
    const state = stateOf(form);
    return (
      <li key={form}>
        <Link to={`${path}/form/${form}`} className={styles['row']} data-form={form}>
          <span className={styles['who']}>
            <strong>{text(definition.title)}</strong>
            <span className="quiet">{said}</span>
          </span>
          <span className={styles['tags']}>
            {state === 'done' && <LevelTag level="green">{t('crew.form.done')}</LevelTag>}
            {state === 'begun' && <LevelTag level="amber">{t('crew.form.begun')}</LevelTag>}
            {!state && isDue && <span className={styles['due']}>{t('crew.dueNow')}</span>}
            <Icon name="next" />
          </span>
        </Link>
      </li>
    );
  };
  return (
    <section className={styles['panel']} aria-label={t('crew.due')}>
      <div className={styles['line']}>
        <h2>{t('crew.due')}</h2>
        {here!.person.checkUpItems && (
          <Link to={`${path}/guide`} className={styles['action']}>
            {t('crew.guide')}
          </Link>
        )}
      </div>
      {due.length === 0 && <p className="quiet">{t('crew.nothingDue')}</p>}
      <ul className={styles['rows']}>
        {due.map(({ form, lastOn, dueOn, isDue }) =>
          row(
            form,
            lastOn === undefined
              ? t('crew.neverDone')
              : isDue
                ? t('crew.lastOn', { day: day(lastOn) })
                : t('crew.nextOn', { last: day(lastOn), next: day(dueOn) }),
            isDue,
          ),
        )}
      </ul>
      {others.length > 0 && (
        <details className={styles['others']}>
          <summary>{t('crew.otherForms')}</summary>
          <ul className={styles['rows']}>
            {others.map((form) =>
              row(form, t(form === checkUpForm ? 'crew.checkUpAnyway' : 'crew.followUpAnyway'), false),
            )}
          </ul>
        </details>
      )}
    </section>
  );
}
