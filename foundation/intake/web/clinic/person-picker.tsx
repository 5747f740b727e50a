// Finds the person of a reading or a loan among those in the reader's care.
import { useApi } from '#platform/ui/api/api-context.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { registryRoutes } from '#foundation/registry/contract.ts';
import { Picker, type Picked } from '#foundation/registry/web/picker.tsx';

export function PersonPicker({
  label,
  value,
  onChange,
}: {
  label: string;
  value: Picked | undefined;
  onChange: (value: Picked | undefined) => void;
}) {
  const { t, age } = useWords();
  const api = useApi();
  const find = async (text: string, signal: AbortSignal): Promise<Picked[]> => {
    const { items } = await api.call(registryRoutes.findPeople, {
      query: { text, status: 'active', limit: 8 },
      signal,
    });
    return items.map((one) => ({
      id: one.personId,
      name: one.name,
      line: [one.birthOn && age(one.birthOn), one.villageName, one.phone].filter(Boolean).join(' · '),
      ...(one.householdId !== undefined && { householdId: one.householdId }),
    }));
  };
  return (
    <Picker
      id="device-person"
      name="person"
      label={label}
      hint={t('intake.whoseHint')}
      searchKey="device-person"
      find={find}
      value={value}
      onChange={onChange}
      error={undefined}
    />
  );
}
