// Brings the database to this version's tables, and prepares the role under which the server runs.
import { grantApplicationRole } from '#platform/kernel/db/application-role.ts';
import { UsageError } from '../config.ts';
import { textFlag, type Command } from './command.ts';

export const migrate: Command = {
  name: 'migrate',
  summary: 'bring the database to the current version',
  help: `[--app-role ROLE]
Opening the database applies what is missing; the command says where it stands.
--app-role grants an existing PostgreSQL role what the server needs: everything but changing or deleting audit rows.`,
  ownFlags: ['app-role'],
  async run(call) {
    const { db } = call.county.kernel;
    const role = textFlag(call, 'app-role');
    if (role) {
      if (db.engine === 'pglite')
        throw new UsageError('The embedded database has one user only: --app-role needs PostgreSQL.');
      const [known] = await db.query('select 1 from pg_roles where rolname = $1', [role]);
      if (!known || !/^[a-z_][a-z0-9_]*$/.test(role))
        throw new UsageError(`There is no role ${role}. Create it first.`);
      await grantApplicationRole(db, role);
    }
    const [row] = await db.query<{ count: number }>('select count(*) as count from public.tianmu_migration');
    call.say(
      `The database is current: ${row!.count} migrations applied (${db.engine}).${role ? ` ${role} may run the server.` : ''}`,
    );
    return 0;
  },
};
