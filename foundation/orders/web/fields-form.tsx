// The fields of a definition as form fields; texts stay texts until they are sent.
import type { Organisation } from '#foundation/registry/contract.ts';
import { isFailure } from '#platform/ui/api/failure.ts';
import { ChoiceField, NumberField, SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { isDrawn, type Field, type Fields, type Values } from '../rules/fields.ts';
import { useLocal } from './use-orders.ts';

export type Typed = Record<string, string>;

export const typedOf = (fields: Fields, values: Values): Typed =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name]) => (values[name] === undefined ? [] : [[name, textOf(values[name])]])),
  );
const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** What was typed as values of the definition; what can't be read is left for the server to say. */
export const valuesOf = (fields: Fields, typed: Typed): Values =>
  Object.fromEntries(
    Object.entries(typed).flatMap(([name, text]): [string, unknown][] => {
      const field = fields[name];
      if (!field || text.trim() === '') return [];
      if (field.type === 'number') return [[name, Number(text)]];
      if (field.type === 'yes-no') return [[name, text === 'true']];
      if (field.type === 'instant') return [[name, new Date(`${text}:00+08:00`).toISOString()]];
      return [[name, text]];
    }),
  );

/** Names of required fields that are still empty. */
export const lacking = (fields: Fields, typed: Typed): string[] =>
  Object.entries(fields).flatMap(([name, field]) =>
    field.required && isDrawn(field) && !typed[name]?.trim() ? [name] : [],
  );

export const errorsOf = (error: unknown): Record<string, string> =>
  Object.fromEntries(
    (isFailure(error) ? (error.problem?.issues ?? []) : []).map(({ path, message }) => [path, message] as const),
  );

export const needsOrganisations = (fields: Fields): boolean =>
  Object.values(fields).some(({ type }) => type === 'organisation');

export function FieldsForm(props: {
  fields: Fields;
  typed: Typed;
  onChange: (name: string, value: string) => void;
  errors: Record<string, string>;
  organisations: readonly Organisation[];
}) {
  return Object.entries(props.fields)
    .filter(([, field]) => isDrawn(field))
    .map(([name, field]) => <OneField key={name} name={name} field={field} {...props} />);
}

function OneField({
  name,
  field,
  typed,
  onChange,
  errors,
  organisations,
}: {
  name: string;
  field: Field;
  typed: Typed;
  onChange: (name: string, value: string) => void;
  errors: Record<string, string>;
  organisations: readonly Organisation[];
}) {
  const { t } = useWords();
  const local = useLocal();
  const shared = {
    id: `field-${name}`,
    name,
    label: local.of(field.label),
    value: typed[name] ?? '',
    onChange: (value: string) => onChange(name, value),
    ...(field.hint && { hint: local.of(field.hint) }),
    ...(errors[name] && { error: errors[name] }),
    ...(!field.required && { optional: true }),
  };
  switch (field.type) {
    case 'choice':
      return (
        <ChoiceField
          {...shared}
          value={typed[name]}
          choices={field.options.map(({ code, label }) => ({ value: code, label: local.of(label) }))}
        />
      );
    case 'yes-no':
      return (
        <ChoiceField
          {...shared}
          value={typed[name]}
          choices={['true', 'false'].map((value) => ({ value, label: t(`orders.answer.${value}`) }))}
        />
      );
    case 'number':
      return (
        <NumberField
          {...shared}
          unit={field.unit}
          range={{ possible: [field.min, field.max], ...(field.digits !== undefined && { digits: field.digits }) }}
        />
      );
    case 'organisation': {
      const kinds = field.organisationKinds;
      const fitting = organisations.filter(({ kind }) => !kinds || kinds.includes(kind));
      return (
        <SelectField
          {...shared}
          choices={[
            { value: '', label: t('orders.choose') },
            ...fitting.map(({ organisationId, name: label }) => ({ value: organisationId, label })),
          ]}
        />
      );
    }
    case 'day':
      return <TextField {...shared} type="date" />;
    case 'instant':
      return <TextField {...shared} type="datetime-local" />;
    case 'text':
      return (
        <TextField
          {...shared}
          {...(field.lines && { lines: field.lines })}
          {...(field.maxLength && { maxLength: field.maxLength })}
        />
      );
    default:
      return null;
  }
}
