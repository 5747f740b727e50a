// Changes between the own pages and those of family members; absent where there is nobody else.
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { ChoiceField } from '#platform/ui/form/fields.tsx';
import { usePersonInView } from './person-in-view.tsx';

export function FamilySwitch() {
  const { t, date } = useWords();
  const { person, people, choose } = usePersonInView();
  if (people.length < 2) return null;
  return (
    <ChoiceField
      name="person"
      label={t('registry.whose')}
      value={person.person.personId}
      onChange={choose}
      choices={people.map((one) => ({
        value: one.person.personId,
        label: one.as === 'self' ? t('registry.myself', { name: one.person.name }) : one.person.name,
      }))}
      {...(person.as === 'proxy' &&
        person.toOn && { hint: t('registry.proxyUntil', { name: person.person.name, date: date(person.toOn) }) })}
    />
  );
}
