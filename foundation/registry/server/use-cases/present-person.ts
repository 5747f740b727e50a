// Turns a stored person into what a reader may see: in full, or shortened for those who oversee.
import type { View } from '#platform/kernel/access/roles.ts';
import type { PersonSummary } from '../../contract.ts';
import { maskAddress, maskIdNumber, maskName, maskPhone } from '../../rules/mask.ts';
import type { PersonFound } from '../store/person.ts';

export function summaryOf(person: PersonFound, view: View): PersonSummary {
  const masked = view !== 'full';
  const { idNumber, phone } = person;
  return {
    personId: person.personId,
    name: masked ? maskName(person.name) : person.name,
    sex: person.sex,
    birthOn: person.birthOn,
    ...(idNumber && { idNumber: masked ? maskIdNumber(idNumber) : idNumber }),
    ...(phone && { phone: masked ? maskPhone(phone) : phone }),
    villageId: person.villageId,
    villageName: person.villageName,
    townshipName: person.townshipName,
    householdId: person.householdId,
    status: person.status,
    simulated: person.simulated,
    masked,
  };
}

export const addressOf = (person: PersonFound, view: View): string | undefined =>
  person.address && (view === 'full' ? person.address : maskAddress(person.address));
