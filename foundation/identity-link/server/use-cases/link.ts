// Links an identity from outside with an account, shows the own links and takes them back; each once, audited.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { sessionFacts } from '#platform/kernel/auth/session-for.ts';
import type { DoorLink, ProviderName } from '../../contract.ts';
import { entryOf, landingOf } from '../../rules/entries.ts';
import type { Parts } from '../parts.ts';
import { linkedAlready, linkedElsewhere, notLinked, nothingPending, stepUpNeeded } from '../problems.ts';
import {
  deleteLink,
  findLink,
  findPending,
  insertLink,
  linksOf,
  listProviders,
  noteUse,
  takePending,
} from '../store.ts';

const own = 'identity-link.link.own';

/** Linked twice with the same account is linked; the identity of somebody else stays theirs. */
export async function link(
  parts: Parts,
  actor: Actor,
  provider: ProviderName,
  subject: string,
): Promise<Result<{ linked: true }>> {
  const { db, cipher, newId, audit } = parts.kernel;
  const subjectHash = parts.hash('subject', `${provider}\n${subject}`);
  return db.tx(async (q): Promise<Result<{ linked: true }>> => {
    const row = {
      id: newId(),
      provider,
      subject_hash: subjectHash,
      sealed_subject: cipher.encrypt(subject),
      account_id: actor.accountId,
      linked_at: parts.now(),
    };
    if (!(await insertLink(q, row))) {
      const there = await findLink(q, provider, subjectHash);
      if (!there) return fail(linkedAlready);
      if (there.account_id !== actor.accountId) return fail(linkedElsewhere);
      await noteUse(q, there.id, parts.now());
      return succeed({ linked: true });
    }
    await audit.record(q, actor, {
      action: 'create',
      permission: own,
      outcome: 'success',
      object: `IdentityLink/${row.id}`,
      detail: { provider },
    });
    return succeed({ linked: true });
  });
}

/** Who has a second factor shows it before the ways into the account become more. */
export async function checkStepUp(parts: Parts, token: string): Promise<Result<void>> {
  const session = await sessionFacts(parts.kernel, token, parts.clock);
  return session?.hasSecondFactor && !session.steppedUp ? fail(stepUpNeeded) : succeed(undefined);
}

export async function showPending(parts: Parts, pending: string | undefined) {
  const found = pending && (await findPending(parts.kernel.db, parts.hash('pending', pending), parts.now()));
  const door = found && (await parts.door(found.provider));
  return door ? succeed({ provider: door.record.name, simulated: door.record.simulated }) : fail(nothingPending);
}

export async function confirmPending(
  parts: Parts,
  actor: Actor,
  pending: string | undefined,
): Promise<Result<{ path: string }>> {
  const found = pending && (await takePending(parts.kernel.db, parts.hash('pending', pending), parts.now()));
  if (!found) return fail(nothingPending);
  const linked = await link(parts, actor, found.provider, parts.kernel.cipher.decrypt(found.sealed_subject));
  if (!linked.ok) return linked;
  const landing = landingOf(
    actor.assignments.map(({ role }) => role),
    entryOf(found.entry)!,
  );
  return succeed({ path: landing?.path ?? '/' });
}

export async function showLinks(parts: Parts, actor: Actor): Promise<DoorLink[]> {
  const [providers, links] = await Promise.all([
    listProviders(parts.kernel.db),
    linksOf(parts.kernel.db, [actor.accountId]),
  ]);
  return providers.flatMap((provider) => {
    const there = links.find((one) => one.provider === provider.name);
    // What is linked can be taken back, also where the door is shut by now.
    if (!provider.enabled && !there) return [];
    return [
      {
        provider: provider.name,
        ...(there ? { linkedAt: there.linked_at.toISOString() } : {}),
        ...(there?.last_used_at ? { lastUsedAt: there.last_used_at.toISOString() } : {}),
        broken: Boolean(there?.broken_at),
        simulated: provider.simulated,
      },
    ];
  });
}

export async function takeBack(parts: Parts, actor: Actor, provider: string): Promise<Result<{ takenBack: true }>> {
  const { db, audit } = parts.kernel;
  return db.tx(async (q): Promise<Result<{ takenBack: true }>> => {
    const id = await deleteLink(q, actor.accountId, provider);
    if (!id) return fail(notLinked);
    await audit.record(q, actor, {
      action: 'delete',
      permission: own,
      outcome: 'success',
      object: `IdentityLink/${id}`,
      detail: { provider },
    });
    return succeed({ takenBack: true });
  });
}
