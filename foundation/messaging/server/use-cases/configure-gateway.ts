// Shows and changes the gateway that texts go through; its secret is sealed and never shown again.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { permissions, type Gateway, type GatewayBody } from '../../contract.ts';
import { incomingPath, receiptPath } from '../http-gateway/callbacks.ts';
import { changedMeanwhile, secretMissing } from '../problems.ts';
import { findGateway, saveGateway } from '../store/gateway.ts';

export async function showGateway(kernel: Kernel): Promise<Gateway> {
  const row = await findGateway(kernel.db, 'sms');
  return {
    address: row?.address ?? '',
    keyId: row?.keyId ?? '',
    hasSecret: row !== undefined,
    enabled: row?.enabled ?? false,
    version: row?.version ?? 0,
    receiptAddress: `${kernel.publicAddress()}${receiptPath}`,
    incomingAddress: `${kernel.publicAddress()}${incomingPath}`,
  };
}

export async function configureGateway(
  kernel: Kernel,
  actor: Actor,
  { address, keyId, secret, enabled }: GatewayBody,
  ifMatch: number,
  now: Date,
): Promise<Result<Gateway>> {
  const before = await findGateway(kernel.db, 'sms');
  const sealedSecret = secret ? kernel.cipher.encrypt(secret) : before?.sealedSecret;
  if (!sealedSecret) return fail(secretMissing);
  const saved = await kernel.db.tx(async (q): Promise<Result<void>> => {
    const row = { channel: 'sms', address, keyId, sealedSecret, enabled, version: ifMatch } as const;
    if (!(await saveGateway(q, row, { at: now, by: actor.accountId }))) return fail(changedMeanwhile);
    await kernel.audit.record(q, actor, {
      action: before ? 'update' : 'create',
      permission: permissions.manageGateway,
      outcome: 'success',
      object: 'MessageGateway/sms',
      detail: { enabled, newSecret: secret !== undefined },
    });
    return succeed(undefined);
  });
  return saved.ok ? succeed(await showGateway(kernel)) : saved;
}
