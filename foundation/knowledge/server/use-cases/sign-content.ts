// Signs one version of content: who, in which role, with which verdict, for exactly the content that was shown.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Role } from '#platform/kernel/access/roles.ts';
import type { Db } from '#platform/kernel/db/db.ts';
import type { ContentKind, SignBody } from '../../contract.ts';
import type { Library } from '../content/load-library.ts';
import { contentChanged, contentUnknown, nothingToSign, signatureTaken } from '../problems.ts';
import { findSignature, insertSignature, listSignatures } from '../store.ts';
import { hashOf, shelvesOf, signed, type SignatureRow, type Signed } from './signed-contents.ts';

export const signPermission = 'knowledge.content.sign';
/** Whose signature vouches for clinical content. */
export const signers: readonly Role[] = ['specialist', 'gp', 'pharmacist'];

export async function signContent(
  { library, db }: { library: Library; db: Db },
  actor: Actor,
  params: { kind: ContentKind; id: string; version: string },
  body: SignBody,
  now: Date,
): Promise<Result<Signed>> {
  const shelf = shelvesOf(library).find(([kind]) => kind === params.kind)?.[1] ?? [];
  const one = shelf.find(({ content }) => content.id === params.id && content.version === params.version);
  const role = signers.find((wanted) => actor.assignments.some((assignment) => assignment.role === wanted));
  if (!one || !role) return fail(contentUnknown);
  if (one.content.status === 'awaiting-table' || one.content.status === 'disabled') return fail(nothingToSign);
  if (hashOf(one) !== body.hash) return fail(contentChanged);
  const { signatureId, verdict, note, hash } = body;
  const row: SignatureRow = {
    signatureId,
    kind: params.kind,
    contentId: params.id,
    version: params.version,
    hash,
    verdict,
    ...(note !== undefined && { note }),
    signerId: actor.accountId,
    reviewer: actor.displayName,
    role,
    signedAt: now.toISOString(),
  };
  return db.tx(async (q) => {
    if (!(await insertSignature(q, row))) {
      // The same request once more is answered as the first time; another under its id is refused.
      const before = await findSignature(q, signatureId);
      if (before && !isSame(before, row)) return fail(signatureTaken);
    }
    return succeed(signed(params.kind, one, await listSignatures(q)));
  });
}

const isSame = (left: SignatureRow, right: SignatureRow): boolean =>
  (['kind', 'contentId', 'version', 'hash', 'verdict', 'note', 'signerId'] as const).every(
    (name) => left[name] === right[name],
  );
