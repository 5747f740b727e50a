// Imports the organisation tree, residents or staff from an Excel sheet, with a dry run and one line for each mistake.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { systemActor } from '#platform/kernel/access/system-actor.ts';
import { UsageError } from '../config.ts';
import type { Command } from './command.ts';

type Sheet = 'units' | 'residents' | 'staff';

export const importPeople: Command = {
  name: 'import',
  summary: 'import the organisation tree, residents or staff from an Excel sheet',
  help: 'units|residents|staff FILE.xlsx [--dry-run]\nUnits (divisions and institutions) come first. Checks every row first; one mistake and nothing is written.',
  ownFlags: ['dry-run'],
  fault: ([what, file]) =>
    ['units', 'residents', 'staff'].includes(what ?? '') && file
      ? undefined
      : 'Say what and from where: import units|residents|staff FILE.xlsx.',
  async run({ county, words, flags, folder, say }) {
    const [what, file] = words as [Sheet, string];
    let content: Buffer;
    try {
      content = readFileSync(resolve(folder, file));
    } catch (error) {
      throw new UsageError(`${file} can't be read (${(error as NodeJS.ErrnoException).code}).`);
    }
    const { kernel, registry } = county;
    const actor = systemActor(`cli import ${what}`, kernel.newId());
    const dryRun = flags['dry-run'] === true;
    const imported = await registry.importSheet(
      what,
      actor,
      { contentBase64: content.toString('base64'), dryRun },
      county.clock.now(),
    );
    if (!imported.ok) {
      const { code, parameters } = imported.problem;
      throw new UsageError(kernel.messages.render('zh-CN', `problem.${code.replace('/', '.')}`, parameters));
    }
    const { rows, created, existing, errors } = imported.value;
    for (const error of errors) say(`第 ${error.row} 行 ${error.column}: ${error.message}`);
    if (errors.length > 0) say(`${rows} rows read, ${errors.length} mistakes: nothing was written.`);
    else
      say(
        dryRun
          ? `${rows} rows read, no mistake; ${existing} known already. Nothing was written (dry run).`
          : `${created} added, ${existing} known already.`,
      );
    return errors.length > 0 ? 1 : 0;
  },
};
