// Turns new people into COPY rows: person, tokens, number, household, proxies, care relations; for loads of whole counties.
import { addRelation, careRelationTable } from '#platform/kernel/access/relation-rows.ts';
import type { FieldCipher } from '#platform/kernel/crypto/field-cipher.ts';
import type { CopyBatch } from '#platform/kernel/db/copy-batch.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { readHealthRecordNumber } from '../../rules/health-record-number.ts';
import type { PersonLoad, PersonRecord } from '../ports.ts';
import { addPerson, passRecordSerials, personTables } from '../store/person.ts';
import { addHousehold, addProxy, householdTables } from '../store/proxy.ts';
import { relationsOfPlaced } from './place-person.ts';
import { proxyRelations } from './proxies.ts';

/** Tables that a load of people fills. */
export const peopleTables: readonly string[] = [...personTables, ...householdTables, careRelationTable.table];

/** 12-digit code, name and responsible team of a village. */
export interface VillageOfPeople {
  code: string;
  name: string;
  teamId?: string;
}
export interface PeopleCollector {
  /** Adds the rows of a new person and gives the record that projections show. A household comes with its first person. */
  add(batch: CopyBatch, person: PersonLoad): PersonRecord;
  /** Lets the villages' record numbers go on behind those that were added. */
  passSerials(q: Sql): Promise<void>;
}

export function collectPeople(options: {
  cipher: FieldCipher;
  newId: () => string;
  now: Date;
  villages: ReadonlyMap<string, VillageOfPeople>;
}): PeopleCollector {
  const { cipher, newId, now, villages } = options;
  const serials = new Map<string, number>();
  const households = new Set<string>();
  return {
    add(batch, { proxies = [], ...person }) {
      const { personId, villageId, householdId, address, healthRecordNumber } = person;
      const village = villageId === undefined ? undefined : villages.get(villageId);
      const record: PersonRecord = {
        ...person,
        villageCode: village?.code,
        villageName: village?.name,
        version: 1,
        updatedAt: now,
      };
      addPerson(batch, cipher, record);
      if (householdId && !households.has(householdId)) {
        households.add(householdId);
        addHousehold(batch, { householdId, villageId, address });
      }
      for (const relation of relationsOfPlaced(person, village?.teamId, now)) addRelation(batch, relation);
      const rows = proxies.map((proxy) => ({ proxyId: newId(), personId, ...proxy }));
      for (const row of rows) addProxy(batch, row);
      for (const relation of proxyRelations(rows, now)) addRelation(batch, relation);
      const serial = healthRecordNumber && readHealthRecordNumber(healthRecordNumber)?.serial;
      if (serial && villageId) serials.set(villageId, Math.max(serial, serials.get(villageId) ?? 0));
      return record;
    },
    passSerials: (q) => passRecordSerials(q, serials),
  };
}
