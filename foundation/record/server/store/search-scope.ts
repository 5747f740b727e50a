// What every part of a search's SQL shares: the arguments, the reader's limits, and how alternatives are joined.
import type { Condition } from '#platform/fhir/search.ts';
import type { FieldCipher } from '#platform/kernel/crypto/field-cipher.ts';
import type { SearchParameter } from '../../rules/search-parameters.ts';
import type { Args } from './visibility.ts';

export interface SearchScope {
  args: Args;
  cipher: FieldCipher;
  /** Person rows of the human being behind each Patient id on /fhir, its own first; ids that are no patient are absent. */
  patientIds: ReadonlyMap<string, readonly string[]>;
  /** Own address: absolute references to it are local ones. */
  base: string;
  /** Which rows under this alias the reader may see at all. */
  visibleRows: ReadonlyMap<Condition<SearchParameter>, string>;
  /** Rows with labels such as PSY may count. */
  sensitive: boolean;
}

export const any = (conditions: readonly string[]): string =>
  conditions.length === 1 ? conditions[0]! : `(${conditions.join(' or ')})`;

/** Rows of these person rows; one alone is asked by equality, which the planner knows best (ADR 0006). */
export const ofPersons = (alias: string, personIds: readonly string[], args: Args): string =>
  personIds.length === 1
    ? `${alias}.patient_id = ${args.add(personIds[0]!)}`
    : `${alias}.patient_id = any(${args.add(personIds)}::uuid[])`;
