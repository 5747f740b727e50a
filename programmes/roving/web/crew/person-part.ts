// What else the crew's person page offers beside vitals and forms: other contexts bring a part, the portal names them.
import { createContext, useContext, type ComponentType, type LazyExoticComponent } from 'react';
import type { Day } from '#platform/contract.ts';
import type { IconName } from '#platform/ui/icons/icon.tsx';
import type { SyncEngine } from '#foundation/sync/rules/device/engine.ts';
import type { CrewPerson } from '../../crew-contract.ts';

/** What a part is given; a part of a lower context declares those of them that it needs, by the same names. */
export interface PersonPartProps {
  /** The id of the person on this device; what a part edits is about it. */
  personId: string;
  /** The village: `scopeId` of what a part edits. */
  scopeId: string;
  visitId: string;
  /** Document and, later, encounter under which the part's documents stand. */
  attendanceId: string;
  person: CrewPerson;
  today: Day;
  /** The attendance has ended: what is there may be corrected, with the reason that the part asks for. */
  ended: boolean;
}

export interface PersonPart {
  /** Stands in the address: `prescription`, `study` ... */
  key: string;
  /** Key of the message with its name. */
  title: string;
  icon: IconName;
  page: LazyExoticComponent<ComponentType<PersonPartProps>>;
  /** How many things of this attendance the part holds on this device. */
  countOf(engine: SyncEngine, attendanceId: string): number;
  /** Shown while this is true; always unless told. */
  offered?(person: CrewPerson, today: Day): boolean;
}

const PartsContext = createContext<readonly PersonPart[]>([]);
/** `<PersonParts value={parts}>` stands around the pages; see apps/portals/crew/person-parts.ts. */
export const PersonParts = PartsContext.Provider;
export const usePersonParts = (): readonly PersonPart[] => useContext(PartsContext);
