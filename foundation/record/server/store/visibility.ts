// What a reader may see, as SQL conditions over the rows of a resource table.
import type { Access } from '#platform/kernel/access/access.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { nobody } from './tables.ts';
import type { ResourceTable } from './tables.ts';

export const permissions = {
  read: 'record.resource.read',
  write: 'record.resource.write',
  sensitive: 'record.sensitive.read',
  directory: 'record.directory.write',
} as const;

/** Collects the arguments of one statement. */
export class Args {
  readonly values: unknown[] = [];
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/**
 * True where this actor may read rows of this person now. Rows of patient types that belong to nobody (groups, stock
 * devices) are open to those who see people in full. `person` is a column, or an argument that names one patient: then
 * the condition is the same for all rows, and the database asks it once.
 */
export async function personVisible(
  access: Access,
  actor: Actor,
  table: ResourceTable,
  person: string,
  args: Args,
  at: Date,
): Promise<string> {
  if (!table.personal) return 'true';
  const persons = await access.personFilter(actor, permissions.read, person, args.values, at);
  if (persons === 'true') return persons;
  const open =
    table.name !== 'record.patient' && !actor.grant?.patientId && access.view(actor, permissions.read) === 'full';
  return open ? `(${person} = '${nobody}' or ${persons})` : persons;
}

/** Labels such as PSY: true for rows that this actor may read as far as they go. */
export const labelsVisible = (access: Access, actor: Actor, alias: string): string =>
  access.holds(actor, permissions.sensitive) ? 'true' : `not ${alias}.sensitive`;

/** True for rows that this actor may read now. */
export async function visible(
  access: Access,
  actor: Actor,
  table: ResourceTable,
  alias: string,
  args: Args,
  at: Date,
): Promise<string> {
  const persons = await personVisible(access, actor, table, `${alias}.patient_id`, args, at);
  return `${persons} and ${labelsVisible(access, actor, alias)}`;
}
