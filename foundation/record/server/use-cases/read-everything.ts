// Patient/$everything: all that belongs to a patient, joined records together, then what those resources name outside of the person, in pages.
import { isResourceType, resourceTypes } from '#platform/fhir/structure.ts';
import { Refusal } from '../refusal.ts';
import type { Asking, RecordServices } from '../services.ts';
import { contentColumns, locate, readMany } from '../store/read.ts';
import type { Current } from '../store/read.ts';
import { ofPersons } from '../store/search-scope.ts';
import { personalTables, tableOf } from '../store/tables.ts';
import { Args, permissions } from '../store/visibility.ts';
import { scopeOf } from './person-scope.ts';
import { readResource } from './read-resource.ts';

const everythingPageSize = 500;

export interface EverythingPage {
  patientId: string;
  matches: Current[];
  included: Current[];
  next?: string;
}
interface Place {
  patientId: string;
  table: number;
  type: string;
  id: string;
  wanted: string[];
  since?: string;
}

/** An app gets only types that it might read or search one by one. */
const mayShow = ({ kernel: { access } }: RecordServices, { actor }: Asking, type: string): boolean =>
  access.allows(actor, type, 'r') || access.allows(actor, type, 's');

async function pageOfTable(
  services: RecordServices,
  asking: Asking,
  place: Place,
  personIds: readonly string[],
  limit: number,
): Promise<Current[]> {
  const { table, type } = personalTables[place.table]!;
  const args = new Args();
  const conditions = [ofPersons('t', personIds, args)];
  if (table.typed) conditions.push(`(t.type, t.id) > (${args.add(place.type)}, ${args.add(place.id)})`);
  else conditions.push(`t.id > ${args.add(place.id)}`);
  if (place.wanted.length > 0 && table.typed) conditions.push(`t.type = any(${args.add(place.wanted)}::text[])`);
  if (place.since) conditions.push(`t.updated >= ${args.add(place.since)}::timestamptz`);
  if (table.typed && asking.actor.grant)
    conditions.push(
      `t.type = any(${args.add([...resourceTypes].filter((one) => mayShow(services, asking, one)))}::text[])`,
    );
  if (!services.kernel.access.holds(asking.actor, permissions.sensitive)) conditions.push('not t.sensitive');
  const columns = contentColumns(table, type ?? '').replace(`'' as type`, 't.type');
  const rows = await services.kernel.db.query<{
    type: string;
    id: string;
    patient_id: string;
    ver: number;
    updated: Date;
    sensitive: boolean;
    content: string;
  }>(
    `select ${columns} from ${table.name} t where ${conditions.join(' and ')} order by ${table.typed ? 't.type, ' : ''}t.id limit ${limit}`,
    args.values,
  );
  return rows.map((row) => ({
    type: row.type,
    id: row.id,
    patientId: row.patient_id,
    version: row.ver,
    updatedAt: row.updated,
    sensitive: row.sensitive,
    content: row.content,
  }));
}

const referencePattern = /"reference":"([A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})"/g;

/** Staff, organisations, places, medications that the page's resources name. */
async function namedOutside(
  services: RecordServices,
  asking: Asking,
  matches: readonly Current[],
  wanted: readonly string[],
): Promise<Current[]> {
  const keys = new Map<string, { type: string; id: string }>();
  for (const match of matches) {
    for (const [, type, id] of match.content.matchAll(referencePattern)) {
      const outside = isResourceType(type) && !tableOf(type).personal && mayShow(services, asking, type);
      if (outside && (wanted.length === 0 || wanted.includes(type))) keys.set(`${type}/${id!}`, { type, id: id! });
    }
  }
  const located = await locate(services.kernel.db, [...keys.values()]);
  return readMany(services.kernel.db, [...located.values()]);
}

function firstPlace(patientId: string, pairs: readonly (readonly [string, string])[]): Place & { limit?: number } {
  const place: Place & { limit?: number } = { patientId, table: 0, type: '', id: '', wanted: [] };
  for (const [key, text] of pairs) {
    if (key === '_type') place.wanted = text.split(',');
    else if (key === '_since') {
      if (Number.isNaN(Date.parse(text))) throw new Refusal('invalid', '_since is not an instant.', { code: 'value' });
      place.since = new Date(text).toISOString();
    } else if (key === '_count') place.limit = Number(text);
    else if (!['_format', '_pretty', '_cursor'].includes(key))
      throw new Refusal('invalid', `${key} is not supported by $everything.`, { code: 'not-supported' });
  }
  if (place.wanted.some((type) => !isResourceType(type)))
    throw new Refusal('invalid', '_type names an unknown type.', { code: 'value' });
  return place;
}

export async function readEverything(
  services: RecordServices,
  asking: Asking,
  id: string,
  pairs: readonly (readonly [string, string])[],
): Promise<EverythingPage> {
  const patient = await readResource(services, asking, 'Patient', id);
  const { cipher } = services.kernel;
  const cursor = pairs.find(([key]) => key === '_cursor')?.[1];
  const { limit: wantedLimit, ...start } = firstPlace(patient.patientId, pairs);
  let place: Place = start;
  if (cursor !== undefined) {
    try {
      place = JSON.parse(cipher.decrypt(cursor)) as Place;
    } catch {
      throw new Refusal('invalid', '_cursor is not one of this server.', { code: 'value' });
    }
    if (place.patientId !== patient.patientId)
      throw new Refusal('invalid', '_cursor is not one of this patient.', { code: 'value' });
  }
  const limit = Math.min(Math.max(1, wantedLimit || everythingPageSize), everythingPageSize * 4);
  const scope = await scopeOf(services, asking.actor, patient.patientId, permissions.read, asking.now);
  const matches: Current[] = [];
  while (place.table < personalTables.length && matches.length < limit) {
    const { type } = personalTables[place.table]!;
    const skipped =
      type !== undefined &&
      ((place.wanted.length > 0 && !place.wanted.includes(type)) || !mayShow(services, asking, type));
    const rows = skipped ? [] : await pageOfTable(services, asking, place, scope.personIds, limit - matches.length);
    matches.push(...rows);
    const last = rows.at(-1);
    const full = last !== undefined && matches.length === limit;
    place = full ? { ...place, type: last.type, id: last.id } : { ...place, table: place.table + 1, type: '', id: '' };
  }
  const included = await namedOutside(services, asking, matches, place.wanted);
  const next = place.table < personalTables.length ? cipher.encrypt(JSON.stringify(place)) : undefined;
  return { patientId: patient.patientId, matches, included, next };
}
