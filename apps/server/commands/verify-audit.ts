// Recomputes the audit chain and reports what was changed.
import { linkPending } from '#platform/kernel/audit/chain.ts';
import { verifyAudit as verify } from '#platform/kernel/audit/verify.ts';
import type { Command } from './command.ts';

export const verifyAudit: Command = {
  name: 'verify-audit',
  summary: 'check that no audit row was changed, added or removed',
  help: 'Exit code 0: the chain is whole. 1: findings, one per line. --json prints the report as JSON.',
  ownFlags: ['json'],
  async run({ county, config, flags, say }) {
    await linkPending(county.kernel.db, config.node, county.clock);
    const report = await verify(county.kernel.db);
    if (flags.json) say(JSON.stringify(report));
    else {
      for (const finding of report.findings) say(`${finding.where}: ${finding.text}`);
      say(
        report.ok
          ? `The audit trail is whole: ${report.rows} rows in ${report.chains} chains.`
          : `The audit trail was tampered with: ${report.findings.length} findings in ${report.rows} rows.`,
      );
    }
    return report.ok ? 0 : 1;
  },
};
