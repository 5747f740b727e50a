// Seeds the demo county into an empty database.
import { instanceFact } from '../open-store.ts';
import { seedDemo } from '../seed-demo.ts';
import type { Command } from './command.ts';

export const seed: Command = {
  name: 'seed',
  summary: 'fill an empty database with the demo county (invented people)',
  help: '--residents N   from 200 to 560000; 5600 unless told\nRefuses a database that holds people.',
  async run({ county, config, say }) {
    const before = await instanceFact(county.kernel.db, 'seeded');
    await seedDemo(county, config, say);
    if (before === 'whole') say('The demo county is there already: nothing was done.');
    return 0;
  },
};
