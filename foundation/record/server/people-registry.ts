// What the record needs of the registry of people: a person written over FHIR must exist there too.
import type { Day, Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';

export interface PersonFromFhir {
  personId: string;
  name?: string;
  sex: 'male' | 'female' | 'other' | 'unknown';
  /** Absent where FHIR holds a partial date. */
  birthOn?: Day;
  idNumber?: string;
  healthCard?: string;
  phone?: string;
  address?: string;
  villageCode?: string;
  deceasedOn?: Day;
  simulated?: boolean;
}

export interface PeopleRegistry {
  /** Creates or updates the person and relates it to the writing organisation where no village is known. */
  recordPersonFromFhir(q: Transaction, actor: Actor, person: PersonFromFhir): Promise<Result<unknown>>;
  /** Every person row of a golden identity, its own first. */
  personIdsOf(q: Sql, personIds: readonly string[]): Promise<Map<string, string[]>>;
}
