// Names that the keys of an instrument have in generated code: numbers unknown are NaN, all else unknown is undefined.
import type { Instrument } from '../instrument.ts';
import { shapesOf } from '../proof/instrument-keys.ts';

export interface Name {
  variable: string;
  /** Unknown is NaN: arithmetic carries it along by itself. */
  number: boolean;
}
export type Names = (key: string) => Name;

export function namesOf(instrument: Instrument): Names {
  const names = new Map<string, Name>();
  for (const [key, { kind }] of shapesOf(instrument))
    names.set(key, { variable: `v${names.size}`, number: kind === 'number' });
  return (key) => {
    const name = names.get(key);
    if (!name) throw new Error(`no key ${key}`);
    return name;
  };
}

export const isKnown = ({ variable, number }: Name): string =>
  number ? `${variable} === ${variable}` : `${variable} !== undefined`;
export const isUnknown = ({ variable, number }: Name): string =>
  number ? `${variable} !== ${variable}` : `${variable} === undefined`;
