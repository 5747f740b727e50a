// Care relations as COPY rows, for loads of people who are new.
import type { CopyBatch, CopyTable } from '../db/copy-batch.ts';
import type { CareRelation } from './access.ts';

export const careRelationTable: CopyTable = {
  table: 'access.care_relation',
  columns: ['patient_id', 'party', 'kind', 'valid_from', 'valid_to', 'source'],
};

/** The person and party must not be related yet in this kind. */
export const addRelation = (batch: CopyBatch, { personId, party, kind, from, to, source }: CareRelation): void =>
  batch.add(careRelationTable, [personId, party, kind, from, to, source]);
