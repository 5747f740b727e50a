// Writes the signed daily roots of the audit trail into a file that is kept elsewhere.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { exportRoots } from '#platform/kernel/audit/export-roots.ts';
import { signRoots } from '#platform/kernel/audit/root.ts';
import { UsageError } from '../config.ts';
import { textFlag, type Command } from './command.ts';

export const auditRoots: Command = {
  name: 'audit-roots',
  summary: 'export the signed daily roots of the audit trail',
  help: '--out FILE   JSON with the public key and one root a day (SM2 with SM3)\nKeep it outside of this machine; verify-audit --roots FILE compares.',
  ownFlags: ['out'],
  fault: (_words, flags) => (flags.out ? undefined : 'Where to? Name a file with --out.'),
  async run(call) {
    const { county, say } = call;
    const out = textFlag(call, 'out')!;
    await signRoots(county.kernel.db, county.auditSigner, county.clock);
    const roots = await exportRoots(county.kernel.db);
    try {
      writeFileSync(
        resolve(call.folder, out),
        `${JSON.stringify({ publicKey: county.auditSigner.publicKey, algorithm: 'SM2 with SM3 (GB/T 32918)', roots }, null, 1)}\n`,
      );
    } catch (error) {
      throw new UsageError(`${out} can't be written (${(error as NodeJS.ErrnoException).code}).`);
    }
    say(`${roots.length} signed days written to ${out}. Public key: ${county.auditSigner.publicKey}`);
    return 0;
  },
};
