// Narratives of a summary's sections: tables of escaped XHTML, in Chinese.
import { dayOf } from '#platform/contract.ts';
import { observedUnit } from '#platform/fhir/units.ts';
import { conceptText } from '../timeline-entry.ts';

type Json = Record<string, unknown>;
interface Concept {
  coding?: { system?: string; code?: string; display?: string }[];
  text?: string;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** XML allows none of the control characters but tab and line ends. */
const isAllowed = (sign: string): boolean => sign >= ' ' || sign === '\t' || sign === '\n' || sign === '\r';
export const escaped = (text: string): string =>
  [...text].map((sign) => entities[sign] ?? (isAllowed(sign) ? sign : '')).join('');

const div = (inner: string) => ({
  status: 'generated',
  div: `<div xmlns="http://www.w3.org/1999/xhtml">${inner}</div>`,
});
export const sentence = (text: string): ReturnType<typeof div> => div(`<p>${escaped(text)}</p>`);

export function table(heads: readonly string[], rows: readonly (readonly string[])[]): ReturnType<typeof div> {
  const line = (cells: readonly string[], tag: 'th' | 'td') =>
    `<tr>${cells.map((one) => `<${tag}>${escaped(one)}</${tag}>`).join('')}</tr>`;
  return div(
    `<table><thead>${line(heads, 'th')}</thead><tbody>${rows.map((row) => line(row, 'td')).join('')}</tbody></table>`,
  );
}

export const named = (concept: unknown): string => conceptText(concept as Concept | undefined);
/** The day of a date of FHIR here, as far as it says one: an instant of another offset may lie on the day before. */
export const dayText = (value: unknown): string =>
  typeof value !== 'string' ? '' : value.length > 10 ? dayOf(value) : value;

/** What an observation measured, its components where it is a panel: `135/96 mmHg` where these are two of one unit. */
export function valueText(observation: Json): string {
  const { valueQuantity, valueCodeableConcept, valueString, valueInteger, valueBoolean, component } = observation;
  if ((valueQuantity as Quantity | undefined)?.value !== undefined) return quantityText(valueQuantity as Quantity);
  if (valueCodeableConcept) return named(valueCodeableConcept);
  if (typeof valueString === 'string') return valueString;
  if (typeof valueInteger === 'number') return String(valueInteger);
  if (typeof valueBoolean === 'boolean') return valueBoolean ? '是' : '否';
  if (!Array.isArray(component)) return '';
  const parts = component as Json[];
  const quantities = parts.map((one) => one.valueQuantity as Quantity | undefined);
  const [first, second] = quantities;
  if (
    quantities.length === 2 &&
    first?.value !== undefined &&
    second?.value !== undefined &&
    first.unit === second.unit
  )
    return quantityText({ ...first, value: `${first.value}/${second.value}` });
  return parts
    .map((one) => `${named(one.code)} ${valueText(one)}`.trim())
    .filter(Boolean)
    .join('；');
}
interface Quantity {
  value?: number | string;
  unit?: string;
}
const quantityText = ({ value, unit }: Quantity): string => `${value} ${observedUnit(unit ?? '', 'zh-CN')}`.trim();
