// Rows of one village for a device: whole or not at all, and never more than a device should hold.
import { createHash } from 'node:crypto';
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { packedRows, type PackHead } from '../../contract.ts';
import type { Parts } from '../parts.ts';
import { scopeElsewhere, tooManyRows } from '../problems.ts';
import { readScopes } from './read-scopes.ts';

const permission = 'sync.device.use';

/** `lines`: one JSON each, without the head. The same rows have the same digest. */
export async function readPack(
  parts: Parts,
  actor: Actor,
  scopeId: string,
  now: Date,
): Promise<Result<{ head: PackHead; lines: string[] }>> {
  const { kernel } = parts;
  // Only where the account works on a day soon: its own organisation's other villages stay on the server.
  if (!(await readScopes(parts, actor, now)).some((scope) => scope.scopeId === scopeId)) return fail(scopeElsewhere);
  const lines: string[] = [];
  const persons = new Set<string>();
  for (const source of parts.packSources) {
    if (!kernel.access.holds(actor, source.permission)) continue;
    const rows = await source.rows(kernel.db, actor, scopeId, now);
    if (lines.length + rows.length > packedRows) return fail(tooManyRows(lines.length + rows.length, packedRows));
    for (const row of rows) {
      if (row.personId) persons.add(row.personId);
      lines.push(JSON.stringify(row));
    }
  }
  await kernel.audit.recordRead(actor, {
    action: 'read',
    permission,
    outcome: 'success',
    persons: [...persons],
    object: `Pack/${scopeId}`,
    detail: { rows: lines.length },
  });
  const digest = createHash('sha256').update(lines.join('\n')).digest('base64url');
  return succeed({ head: { scopeId, rows: lines.length, digest, at: now.toISOString() }, lines });
}
