// Writes a backup of the whole county into a new folder.
import { resolve } from 'node:path';
import { BackupFolderTaken, writeBackup } from '#platform/kernel/backup/backup.ts';
import { UsageError, version } from '../config.ts';
import { textFlag, type Command } from './command.ts';

export const backup: Command = {
  name: 'backup',
  summary: 'write a backup: every table, the stored files and a manifest with checksums',
  help: '--out FOLDER   a new folder; the key file is never part of it\nExample: npm run tianmu -- backup --out ../tianmu-backup',
  ownFlags: ['out'],
  fault: (words, flags) => (flags.out || words[0] ? undefined : 'Where to? Name a new folder with --out.'),
  async run(call) {
    const out = textFlag(call, 'out') ?? call.words[0]!;
    const { county, say } = call;
    try {
      const manifest = await writeBackup(county.kernel.db, {
        into: resolve(call.folder, out),
        filesFolder: county.filesFolder,
        version,
        now: new Date(),
        keyFingerprint: county.keyFingerprint,
      });
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
      say(`Backed up ${rows} rows of ${manifest.tables.length} tables and ${manifest.files} files into ${out}.`);
      return 0;
    } catch (error) {
      if (error instanceof BackupFolderTaken) throw new UsageError(error.message);
      throw error;
    }
  },
};
