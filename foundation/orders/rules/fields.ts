// The fields of an order's payload or of an action: what a kind asks for, and whether what was filled in answers it.
import type { Issue } from '#platform/contract.ts';
import type { LocalText } from '#foundation/knowledge/rules/content.ts';

interface Shared {
  label: LocalText;
  hint?: LocalText;
  required?: boolean;
  /** Not shown to the person concerned. */
  staffOnly?: boolean;
}
export type Field = Shared &
  (
    | { type: 'text'; maxLength?: number; lines?: number }
    | { type: 'choice'; options: readonly { code: string; label: LocalText }[] }
    | { type: 'number'; unit: string; min: number; max: number; digits?: number }
    | { type: 'day' }
    | { type: 'instant' }
    | { type: 'yes-no' }
    /** An organisation of the registry, by id; of these kinds where told. */
    | { type: 'organisation'; organisationKinds?: readonly string[] }
    /** Id of something that the kind's own context keeps; not drawn as a field. */
    | { type: 'id' }
    /** Anything that JSON holds, for the kind's own context; not drawn as a field. */
    | { type: 'data' }
  );
export type Fields = Readonly<Record<string, Field>>;
export type Values = Record<string, unknown>;

export const mostText = 4_000;
const mostData = 20_000;
const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const isDrawn = ({ type }: Field): boolean => type !== 'id' && type !== 'data';

/** What is wrong with the values, field by field; empty where all is well. Codes name `orders/...` texts. */
export function checkValues(fields: Fields, values: Values): Issue[] {
  const issues: Issue[] = Object.keys(values)
    .filter((name) => !Object.hasOwn(fields, name))
    .map((name) => ({ path: name, code: 'orders.field-unknown' }));
  for (const [name, field] of Object.entries(fields)) {
    const value = values[name];
    if (value === undefined || value === null || (typeof value === 'string' && value.trim() === '')) {
      if (field.required) issues.push({ path: name, code: 'orders.field-needed' });
      continue;
    }
    const wrong = faultOf(field, value);
    if (wrong) issues.push({ path: name, ...wrong });
  }
  return issues;
}

/** Without empty values, texts trimmed: what is kept. */
export function tidyValues(values: Values): Values {
  const kept = Object.entries(values).flatMap(([name, value]): [string, unknown][] => {
    const tidy = typeof value === 'string' ? value.trim() : value;
    return tidy === undefined || tidy === null || tidy === '' ? [] : [[name, tidy]];
  });
  return Object.fromEntries(kept);
}

function faultOf(field: Field, value: unknown): Omit<Issue, 'path'> | undefined {
  switch (field.type) {
    case 'text': {
      const most = field.maxLength ?? mostText;
      if (typeof value !== 'string') return unreadable;
      return value.length > most ? { code: 'orders.field-too-long', parameters: { most } } : undefined;
    }
    case 'choice':
      return field.options.some(({ code }) => code === value) ? undefined : unreadable;
    case 'number':
      return typeof value === 'number' && value >= field.min && value <= field.max
        ? undefined
        : { code: 'orders.field-out-of-range', parameters: { min: field.min, max: field.max, unit: field.unit } };
    case 'day':
      return typeof value === 'string' && dayPattern.test(value) && isRealDay(value) ? undefined : unreadable;
    case 'instant':
      return typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? undefined : unreadable;
    case 'yes-no':
      return typeof value === 'boolean' ? undefined : unreadable;
    case 'organisation':
    case 'id':
      return typeof value === 'string' && uuidPattern.test(value) ? undefined : unreadable;
    case 'data':
      return JSON.stringify(value).length > mostData
        ? { code: 'orders.field-too-long', parameters: { most: mostData } }
        : undefined;
  }
}
const unreadable = { code: 'orders.field-unreadable' };

const isRealDay = (day: string): boolean => {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
};
