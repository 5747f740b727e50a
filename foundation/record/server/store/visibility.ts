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
 * True for rows that this actor may read now. Rows of patient types that belong to nobody (groups, stock devices) are
 * open to those who see people in full. Where the search names one patient (`onlyPatient`, its argument), policy is
 * asked once instead of for each row.
 */
export async function visible(
  access: Access,
  actor: Actor,
  table: ResourceTable,
  alias: string,
  args: Args,
  at: Date,
  onlyPatient?: string,
): Promise<string> {
  const conditions: string[] = [];
  if (table.personal) {
    const person = onlyPatient ? `${onlyPatient}::uuid` : `${alias}.patient_id`;
    const persons = await access.personFilter(actor, permissions.read, person, args.values, at);
    if (persons !== 'true') {
      const open =
        table.name !== 'record.patient' && !actor.grant?.patientId && access.view(actor, permissions.read) === 'full';
      conditions.push(open ? `(${person} = '${nobody}' or ${persons})` : persons);
    }
  }
  if (!access.holds(actor, permissions.sensitive)) conditions.push(`not ${alias}.sensitive`);
  return conditions.length === 0 ? 'true' : conditions.join(' and ');
}
