// Keeps the list of fields about which a person has to decide in step with what the document says.
import type { Transaction } from '#platform/kernel/db/db.ts';
import { viewField } from '../../rules/conflict-rule.ts';
import type { DocumentState } from '../../rules/operation.ts';
import type { Parts } from '../parts.ts';
import type { DocumentKind } from '../ports.ts';
import { openConflictFields, saveConflicts, settleConflicts } from '../store/conflict.ts';

export async function noteConflicts(
  { kernel }: Parts,
  q: Transaction,
  kind: DocumentKind,
  document: DocumentState,
  now: Date,
): Promise<void> {
  const open = await openConflictFields(q, document.personId, document.documentId);
  const standing = Object.entries(document.fields)
    .filter(([field, heads]) => heads.length > 1 && viewField(heads, kind.ruleOf(field) ?? 'ask').conflict)
    .map(([field]) => field);
  const opened = standing.filter((field) => !open.includes(field));
  const settled = open.filter((field) => !standing.includes(field));
  if (opened.length > 0) await saveConflicts(q, document, opened, now);
  if (settled.length > 0) await settleConflicts(q, document, settled, now);
  for (const [name, fields] of [
    ['sync.conflict-opened', opened],
    ['sync.conflict-settled', settled],
  ] as const)
    if (fields.length > 0)
      await kernel.events.announce(q, name, {
        documentId: document.documentId,
        personId: document.personId,
        kind: document.kind,
        fields: fields.length,
        at: now.toISOString(),
      });
}
