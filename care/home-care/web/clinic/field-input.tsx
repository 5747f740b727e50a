// One field of an order's form, drawn from its definition.
import { useQuery } from '@tanstack/react-query';
import { useApi } from '#platform/ui/api/api-context.ts';
import { ChoiceField, SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useLocalText } from '#foundation/knowledge/web/form/use-local-text.ts';
import type { Field, Fields, Values } from '#foundation/orders/rules/fields.ts';
import { registryRoutes } from '#foundation/registry/contract.ts';

interface Props {
  name: string;
  field: Field;
  value: string;
  onChange: (value: string) => void;
}
export function FieldInput({ name, field, value, onChange }: Props) {
  const { t } = useWords();
  const text = useLocalText();
  const shared = {
    name,
    label: text(field.label),
    ...(field.hint && { hint: text(field.hint) }),
    ...(!field.required && { optional: true }),
    value,
    onChange,
  };
  switch (field.type) {
    case 'text':
      return <TextField {...shared} lines={field.lines ?? 1} maxLength={field.maxLength ?? 1_000} />;
    case 'day':
      return <TextField {...shared} type="date" />;
    case 'instant':
      return <TextField {...shared} type="datetime-local" />;
    case 'number':
      return <TextField {...shared} label={`${shared.label}（${field.unit}）`} inputMode="numeric" />;
    case 'yes-no':
      return (
        <ChoiceField {...shared} choices={['yes', 'no'].map((one) => ({ value: one, label: t(`homeCare.${one}`) }))} />
      );
    case 'choice':
      return (
        <ChoiceField
          {...shared}
          choices={field.options.map(({ code, label }) => ({ value: code, label: text(label) }))}
        />
      );
    case 'organisation':
      return <OrganisationInput {...shared} kinds={field.organisationKinds} />;
    default:
      return null;
  }
}

function OrganisationInput({
  kinds,
  ...shared
}: Omit<Props, 'field'> & { label: string; kinds: readonly string[] | undefined }) {
  const { t } = useWords();
  const api = useApi();
  const organisations = useQuery({
    queryKey: ['registry', 'organisations'],
    queryFn: ({ signal }) => api.call(registryRoutes.organisations, { signal }),
    staleTime: 600_000,
  });
  return (
    <SelectField
      {...shared}
      choices={[
        { value: '', label: t('homeCare.choose') },
        ...(organisations.data?.organisations ?? [])
          .filter(({ kind }) => !kinds || kinds.includes(kind))
          .map(({ organisationId, name }) => ({ value: organisationId, label: name })),
      ]}
    />
  );
}

/** What was typed as the values of the form; undefined and the name of the first field that lacks or can't be read. */
export function readFields(fields: Fields, typed: Readonly<Record<string, string>>): Values | { wrong: string } {
  const values: Values = {};
  for (const [name, field] of Object.entries(fields)) {
    const text = (typed[name] ?? '').trim();
    if (text === '') {
      if (field.required) return { wrong: name };
      continue;
    }
    if (field.type === 'number') {
      const number = Number(text);
      if (!Number.isFinite(number) || number < field.min || number > field.max) return { wrong: name };
      values[name] = number;
    } else if (field.type === 'yes-no') values[name] = text === 'yes';
    else if (field.type === 'instant') values[name] = `${text.slice(0, 16)}:00+08:00`;
    else values[name] = text;
  }
  return values;
}
