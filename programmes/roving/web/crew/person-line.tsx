// Who it is, in one line over every page about one person: nobody treats the wrong one.
import { Icon } from '#platform/ui/icons/icon.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import type { CrewPerson } from '../../crew-contract.ts';
import styles from './crew.module.css';

export function PersonLine({ person }: { person: CrewPerson }) {
  const { t, age } = useWords();
  return (
    <p className={styles['person']}>
      <strong>{person.name}</strong> {t(`ui.sex.${person.sex}`)} {person.birthOn && age(person.birthOn)}
      {person.idTail && ` · ${t('ui.banner.card', { tail: person.idTail })}`}
      {person.allergies.length > 0 && (
        <span className={styles['allergy']}>
          <Icon name="allergy" />
          {t('ui.banner.allergies')} {person.allergies.join('、')}
        </span>
      )}
    </p>
  );
}
