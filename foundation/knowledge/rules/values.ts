// Values that rules work on: numbers in the unit of their input, yes or no, codes of a choice, several codes, and texts.

export type Value = number | boolean | string | readonly string[];
/** Values by key; what is absent is unknown, never zero or no. */
export type Values = Readonly<Record<string, Value | undefined>>;
/** A number as it came, with the UCUM unit in which it came. */
export interface Quantity {
  value: number;
  unit: string;
}
export type InputValues = Readonly<Record<string, Value | Quantity | undefined>>;

export const isQuantity = (value: Value | Quantity | undefined): value is Quantity =>
  typeof value === 'object' && 'unit' in value;
