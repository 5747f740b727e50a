// Lets somebody stand in for a team member for a while, and changes or shortens it.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import type { EditSubstitutionBody, Substitution, SubstitutionBody } from '../../contract.ts';
import { overlaps } from '../../rules/team-coverage.ts';
import type { Parts } from '../parts.ts';
import { changedMeanwhile, notYourUnit, substitutionRefused, substitutionUnknown } from '../problems.ts';
import { contactsOf } from '../store/staff.ts';
import { findSubstitution, listMembers, listSubstitutions, saveSubstitution } from '../store/team.ts';

const permission = 'registry.substitution.write';

export async function addSubstitution(
  parts: Parts,
  actor: Actor,
  body: SubstitutionBody,
  now: Date,
): Promise<Result<Substitution>> {
  const { kernel } = parts;
  if (!(await kernel.access.unitsOf(actor, permission)).includes(body.teamId)) return fail(notYourUnit);
  return kernel.db.tx(async (q) => {
    const members = await listMembers(q, [body.teamId], dayOf(now));
    if (!members.some((member) => member.staffId === body.staffId))
      return fail(substitutionRefused('registry.not-a-member', 'staffId'));
    if (body.staffId === body.substituteId)
      return fail(substitutionRefused('registry.substitute-is-the-same', 'substituteId'));
    const substitute = (await contactsOf(q, kernel.cipher, [body.substituteId])).get(body.substituteId);
    if (!substitute) return fail(substitutionRefused('registry.staff-unknown', 'substituteId'));
    const one: Substitution = {
      substitutionId: kernel.newId(),
      ...body,
      substituteName: substitute.name,
      version: 1,
    };
    const fault = await periodFault(q, one);
    if (fault) return fail(fault);
    return write(parts, q, actor, one, 'create', now);
  });
}

export async function editSubstitution(
  parts: Parts,
  actor: Actor,
  substitutionId: string,
  body: EditSubstitutionBody,
  version: number,
  now: Date,
): Promise<Result<Substitution>> {
  const units = await parts.kernel.access.unitsOf(actor, permission);
  return parts.kernel.db.tx(async (q) => {
    const before = await findSubstitution(q, substitutionId);
    if (!before) return fail(substitutionUnknown);
    if (!units.includes(before.teamId)) return fail(notYourUnit);
    if (before.version !== version) return fail(changedMeanwhile);
    const sent = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
    const after: Substitution = { ...before, ...sent, version: version + 1 };
    const fault = await periodFault(q, after);
    if (fault) return fail(fault);
    return write(parts, q, actor, after, 'update', now);
  });
}

/** Nobody is stood in for twice on one day. */
async function periodFault(q: Sql, one: Substitution) {
  if (one.toOn < one.fromOn) return substitutionRefused('registry.ends-before-it-begins', 'toOn');
  const others = (await listSubstitutions(q, [one.teamId], one.fromOn)).filter(
    (other) => other.staffId === one.staffId && other.substitutionId !== one.substitutionId,
  );
  return others.some((other) => overlaps(other, one))
    ? substitutionRefused('registry.stood-in-already', 'fromOn')
    : undefined;
}

async function write(
  { kernel }: Parts,
  q: Transaction,
  actor: Actor,
  one: Substitution,
  action: 'create' | 'update',
  now: Date,
): Promise<Result<Substitution>> {
  if (!(await saveSubstitution(q, one))) return fail(changedMeanwhile);
  await kernel.events.announce(q, 'registry.team-changed', {
    teamId: one.teamId,
    kind: 'substitution',
    at: now.toISOString(),
  });
  await kernel.audit.record(q, actor, {
    action,
    permission,
    outcome: 'success',
    object: `Substitution/${one.substitutionId}`,
    version: one.version,
  });
  return succeed(one);
}
