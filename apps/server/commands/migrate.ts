// Brings the database to this version's tables.
import type { Command } from './command.ts';

export const migrate: Command = {
  name: 'migrate',
  summary: 'bring the database to the current version',
  help: 'Opening the database applies what is missing; this command does nothing else and says where it stands.',
  async run({ county, say }) {
    const [row] = await county.kernel.db.query<{ count: number }>(
      'select count(*) as count from public.tianmu_migration',
    );
    say(`The database is current: ${row!.count} migrations applied (${county.kernel.db.engine}).`);
    return 0;
  },
};
