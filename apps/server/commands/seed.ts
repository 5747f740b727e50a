// Seeds the demo county into an empty database.
import { seedDemo } from '../seed-demo.ts';
import type { Command } from './command.ts';

export const seed: Command = {
  name: 'seed',
  summary: 'fill an empty database with the demo county (invented people)',
  help: '--residents N   from 200 to 560000; 5600 unless told\nRefuses a database that holds people.',
  async run({ county, config, say }) {
    await seedDemo(county, config, say);
    return 0;
  },
};
