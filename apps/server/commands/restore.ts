// Fills an empty database of either engine from a backup; the way from the embedded database to PostgreSQL.
import { resolve } from 'node:path';
import { restoreBackup, RestoreRefused } from '#platform/kernel/backup/restore.ts';
import { UsageError } from '../config.ts';
import { textFlag, type Command } from './command.ts';

export const restore: Command = {
  name: 'restore',
  summary: 'fill an empty database from a backup',
  help: '--from FOLDER   what backup wrote\nExample: npm run tianmu -- restore --from ../tianmu-backup --data .data-new --database postgres://localhost/tianmu',
  ownFlags: ['from'],
  fault: (words, flags) => (flags.from || words[0] ? undefined : 'From where? Name the backup folder with --from.'),
  async run(call) {
    const from = textFlag(call, 'from') ?? call.words[0]!;
    const { county, say } = call;
    // Opening a fresh database noted its key: the backup brings its own note.
    await county.kernel.db.query("delete from settings.instance where name = 'key-fingerprint'");
    try {
      const manifest = await restoreBackup(county.kernel.db, {
        from: resolve(call.folder, from),
        filesFolder: county.filesFolder,
        keyFingerprint: county.keyFingerprint,
      });
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
      say(`Restored ${rows} rows of ${manifest.tables.length} tables (backup of ${manifest.createdAt}).`);
      return 0;
    } catch (error) {
      if (error instanceof RestoreRefused) throw new UsageError(error.message);
      throw error;
    }
  },
};
