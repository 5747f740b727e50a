// Recomputes the audit chain, checks its signed daily roots, and reports what was changed.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { linkPending } from '#platform/kernel/audit/chain.ts';
import { verifyAudit as verify } from '#platform/kernel/audit/verify.ts';
import { UsageError } from '../config.ts';
import { textFlag, type Command, type CommandCall } from './command.ts';

export const verifyAudit: Command = {
  name: 'verify-audit',
  summary: 'check that no audit row was changed, added or removed',
  help: 'Exit code 0: the chain is whole. 1: findings, one per line. --json prints the report as JSON.\n--roots FILE compares with roots that were exported before (audit-roots --out FILE).',
  ownFlags: ['json', 'roots'],
  async run(call) {
    const { county, config, flags, say } = call;
    await linkPending(county.kernel.db, config.node, county.clock);
    const report = await verify(county.kernel.db, {
      publicKey: county.auditSigner.publicKey,
      exported: exportedRoots(call),
    });
    if (flags.json) say(JSON.stringify(report));
    else {
      for (const finding of report.findings) say(`${finding.where}: ${finding.text}`);
      say(
        report.ok
          ? `The audit trail is whole: ${report.rows} rows in ${report.chains} chains, ${report.roots} signed days.`
          : `The audit trail was tampered with: ${report.findings.length} findings in ${report.rows} rows.`,
      );
    }
    return report.ok ? 0 : 1;
  },
};

function exportedRoots(call: CommandCall): { day: string; body: string; signature: string }[] {
  const file = textFlag(call, 'roots');
  if (file === undefined) return [];
  try {
    const { roots } = JSON.parse(readFileSync(resolve(call.folder, file), 'utf8')) as {
      roots: { day: string; body: string; signature: string }[];
    };
    return roots;
  } catch (error) {
    throw new UsageError(`${file} can't be read: ${(error as Error).message}`);
  }
}
