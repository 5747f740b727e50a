// Values of fields in words, for records, lists and documents.
import { isDrawn, type Field, type Fields, type Values } from './fields.ts';

export type Language = 'zh' | 'en';
const yesNo = { zh: ['否', '是'], en: ['no', 'yes'] } as const;

export interface ValueWords {
  name: string;
  label: string;
  text: string;
  staffOnly: boolean;
}

/** Drawn fields that have a value, in the definition's order; organisations by their names. */
export function valueWords(
  fields: Fields,
  values: Values,
  language: Language,
  organisationNames: Readonly<Record<string, string>>,
): ValueWords[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const value = values[name];
    if (value === undefined || value === null || !isDrawn(field)) return [];
    const text = wordOf(field, value, language, organisationNames);
    return [{ name, label: field.label[language], text, staffOnly: field.staffOnly === true }];
  });
}

function wordOf(field: Field, value: unknown, language: Language, names: Readonly<Record<string, string>>): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  switch (field.type) {
    case 'choice':
      return field.options.find(({ code }) => code === value)?.label[language] ?? text;
    case 'number':
      // Amounts are kept in fen and read in yuan.
      if (field.unit === '分' && typeof value === 'number') return `¥${(value / 100).toFixed(2)}`;
      return field.unit ? `${text} ${field.unit}` : text;
    case 'yes-no':
      return yesNo[language][value === true ? 1 : 0];
    case 'organisation':
      return names[text] ?? text;
    case 'instant':
      return instantText(text);
    default:
      return text;
  }
}

/** Minutes in Asia/Shanghai. */
function instantText(text: string): string {
  const at = Date.parse(text);
  return Number.isNaN(at) ? text : new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}
