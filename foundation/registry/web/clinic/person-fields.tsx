// The fields of a person's particulars, for registering and for editing.
import { ChoiceField, SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { dayOf } from '#platform/contract.ts';
import { householdRelations, registryRoutes, sexes } from '../../contract.ts';
import { readIdNumber } from '../../rules/id-number.ts';
import { Picker, type Picked } from '../picker.tsx';
import { VillageField } from '../village-field.tsx';
import { idNumberTrouble, withIdNumber, type PersonDraft, type PersonField } from './person-draft.ts';

export const fieldId = (field: string): string => `person-${field}`;

export interface PersonFieldsProps {
  draft: PersonDraft;
  change: (part: Partial<PersonDraft>) => void;
  errorOf: (field: PersonField) => string | undefined;
  /** Where a village stands already, it can be changed and not taken away. */
  villageOptional: boolean;
  /** A new form begins with the number. */
  begin?: boolean;
}

export function PersonFields({ draft, change, errorOf, villageOptional, begin = false }: PersonFieldsProps) {
  const { t, date, age } = useWords();
  const read = readIdNumber(draft.idNumber);
  const trouble = idNumberTrouble(draft.idNumber);
  return (
    <>
      <TextField
        id={fieldId('idNumber')}
        name="idNumber"
        label={t('registry.idNumber')}
        hint={
          read.ok
            ? t('registry.idNumberSays', {
                sex: t(`ui.sex.${read.sex}`),
                date: date(read.birthOn),
                age: age(read.birthOn),
              })
            : t('registry.idNumberHint')
        }
        value={draft.idNumber}
        onChange={(idNumber) => change(withIdNumber(idNumber))}
        maxLength={22}
        autoComplete="off"
        autoFocus={begin}
        error={trouble ? t(`registry.issue.${trouble}`) : errorOf('idNumber')}
        optional
      />
      <TextField
        id={fieldId('name')}
        name="name"
        label={t('registry.name')}
        value={draft.name}
        onChange={(name) => change({ name })}
        maxLength={50}
        autoComplete="off"
        error={errorOf('name')}
      />
      <div id={fieldId('sex')} tabIndex={-1}>
        <ChoiceField
          name="sex"
          label={t('registry.sex')}
          value={draft.sex === '' ? undefined : draft.sex}
          onChange={(sex) => change({ sex })}
          choices={sexes.map((sex) => ({ value: sex, label: t(`ui.sex.${sex}`) }))}
          error={errorOf('sex')}
        />
      </div>
      <TextField
        id={fieldId('birthOn')}
        name="birthOn"
        type="date"
        label={t('registry.birthOn')}
        max={dayOf(new Date())}
        value={draft.birthOn}
        onChange={(birthOn) => change({ birthOn })}
        error={errorOf('birthOn')}
      />
      <TextField
        id={fieldId('healthCard')}
        name="healthCard"
        label={t('registry.healthCard')}
        hint={t('registry.healthCardHint')}
        value={draft.healthCard}
        onChange={(healthCard) => change({ healthCard })}
        maxLength={100}
        autoComplete="off"
        error={errorOf('healthCard')}
        optional
      />
      <TextField
        id={fieldId('phone')}
        name="phone"
        inputMode="numeric"
        label={t('registry.phone')}
        hint={t('registry.phoneHint')}
        value={draft.phone}
        onChange={(phone) => change({ phone })}
        maxLength={20}
        autoComplete="off"
        error={errorOf('phone')}
        optional
      />
      <VillageField
        id={fieldId('villageId')}
        value={draft.villageId}
        onChange={(villageId) => change({ villageId })}
        optional={villageOptional}
        error={errorOf('villageId')}
      />
      <TextField
        id={fieldId('address')}
        name="address"
        label={t('registry.address')}
        hint={t('registry.addressHint')}
        value={draft.address}
        onChange={(address) => change({ address })}
        maxLength={200}
        autoComplete="off"
        error={errorOf('address')}
        optional
      />
    </>
  );
}

export interface HouseholdChoiceProps {
  /** `own`: a new household, or the present one. */
  mode: 'own' | 'join';
  onMode: (mode: 'own' | 'join') => void;
  ownLabel: string;
  joinLabel: string;
  host: Picked | undefined;
  onHost: (host: Picked | undefined) => void;
  relation: PersonDraft['householdRelation'];
  onRelation: (relation: PersonDraft['householdRelation']) => void;
  /** The relation is asked for in the present household too. */
  relationAlways: boolean;
  errorOf: (field: PersonField) => string | undefined;
}

export function HouseholdChoice(props: HouseholdChoiceProps) {
  const { t } = useWords();
  const findHost = usePeopleSearch();
  const { mode, onMode, ownLabel, joinLabel, host, onHost, relation, onRelation, relationAlways, errorOf } = props;
  return (
    <>
      <ChoiceField
        name="household"
        label={t('registry.household')}
        value={mode}
        onChange={onMode}
        choices={[
          { value: 'own', label: ownLabel },
          { value: 'join', label: joinLabel },
        ]}
      />
      {mode === 'join' && (
        <Picker
          id={fieldId('householdId')}
          name="host"
          label={t('registry.householdHost')}
          hint={t('registry.householdHostHint')}
          searchKey="household"
          find={findHost}
          value={host}
          onChange={onHost}
          error={errorOf('householdId')}
        />
      )}
      {(mode === 'join' || relationAlways) && (
        <SelectField
          id={fieldId('householdRelation')}
          name="householdRelation"
          label={t('registry.relationToHead')}
          value={relation}
          onChange={(next) => onRelation(next as PersonDraft['householdRelation'])}
          choices={[
            ...(relation ? [] : [{ value: '', label: t('registry.choose') }]),
            ...householdRelations.map((one) => ({ value: one, label: t(`registry.relation.${one}`) })),
          ]}
          error={errorOf('householdRelation')}
        />
      )}
    </>
  );
}

/** People in the reader's care, as a picker shows them. */
export function usePeopleSearch() {
  const { t, age } = useWords();
  const api = useApi();
  return async (text: string, signal: AbortSignal): Promise<Picked[]> => {
    const { items } = await api.call(registryRoutes.findPeople, { query: { text, limit: 8 }, signal });
    return items.map((one) => {
      const facts = [t(`ui.sex.${one.sex}`), one.birthOn && age(one.birthOn), one.villageName, one.idNumber?.slice(-4)];
      return {
        id: one.personId,
        name: one.name,
        line: facts.filter(Boolean).join(' · '),
        ...(one.householdId && { householdId: one.householdId }),
      };
    });
  };
}
