// The queue of settlements of the own organisations: a page with sums, an export, one sent again.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { writeSheet } from '#platform/kernel/documents/excel-export.ts';
import type { Settlement, SettlementPage, SettlementsQuery } from '../../contract.ts';
import { yuanText } from '../../rules/money.ts';
import type { Parts } from '../parts.ts';
import { notToRetry, settlementUnknown } from '../problems.ts';
import { findSettlement, listSettlements, requeue, sumSettlements, type SettlementRow } from '../store/settlement.ts';
import { sendSettlementsJob } from './send-settlements.ts';

const readPermission = 'billing.settlement.read';
const retryPermission = 'billing.settlement.retry';
const pageRows = 50;
const exportRows = 20_000;

async function onWire({ registry, kernel }: Parts, rows: readonly SettlementRow[]): Promise<Settlement[]> {
  const names = new Map(
    (await registry.organisations(kernel.db, {})).map(({ organisationId, name }) => [organisationId as string, name]),
  );
  return rows.map((row) => ({
    settlementId: row.settlementId,
    chargeId: row.chargeId,
    method: row.method,
    state: row.state,
    totalFen: row.totalFen,
    ...(row.fundFen !== null && { fundFen: row.fundFen }),
    ...(row.selfFen !== null && { selfFen: row.selfFen }),
    ...(row.reference !== null && { reference: row.reference }),
    ...(row.reason !== null && { reason: row.reason }),
    attempts: row.attempts,
    ...(row.nextAt && { nextAt: row.nextAt.toISOString() }),
    wishedAt: row.wishedAt.toISOString(),
    ...(row.settledAt && { settledAt: row.settledAt.toISOString() }),
    organisationName: names.get(row.organisationId) ?? '',
    simulated: row.simulated,
  }));
}

export async function readSettlements(
  parts: Parts,
  actor: Actor,
  query: SettlementsQuery,
): Promise<Result<SettlementPage>> {
  const { kernel } = parts;
  const units = await kernel.access.unitsOf(actor, readPermission);
  const offset = Number(query.offset ?? 0);
  const sums = await sumSettlements(kernel.db, units, query);
  const rows = await listSettlements(kernel.db, units, query, { offset, limit: pageRows });
  return succeed({
    settlements: await onWire(parts, rows),
    total: sums.filter(({ state }) => !query.state || state === query.state).reduce((sum, { count }) => sum + count, 0),
    sums,
    peer: parts.insurance?.kind ?? 'none',
  });
}

export async function exportSettlements(
  parts: Parts,
  actor: Actor,
  query: SettlementsQuery,
  format: 'csv' | 'xlsx',
): Promise<Buffer> {
  const { kernel } = parts;
  const units = await kernel.access.unitsOf(actor, readPermission);
  const settlements = await onWire(
    parts,
    await listSettlements(kernel.db, units, query, { offset: 0, limit: exportRows }),
  );
  const say = (key: string) => kernel.messages.render(actor.locale, `billing.export.${key}`, {});
  const yuan = (amountFen: number | undefined) => (amountFen === undefined ? '' : yuanText(amountFen));
  return writeSheet(format, {
    name: say('sheet'),
    headings: [
      'number',
      'organisation',
      'wished',
      'method',
      'state',
      'total',
      'fund',
      'self',
      'reference',
      'reason',
      'simulated',
    ].map(say),
    rows: settlements.map((one) => [
      one.settlementId,
      one.organisationName,
      one.wishedAt,
      say(`method.${one.method}`),
      say(`state.${one.state}`),
      yuanText(one.totalFen),
      yuan(one.fundFen),
      yuan(one.selfFen),
      one.reference ?? '',
      one.reason ?? '',
      one.simulated ? say('yes') : '',
    ]),
  });
}

export async function retrySettlement(
  parts: Parts,
  actor: Actor,
  settlementId: string,
  now: Date,
): Promise<Result<{ settlementId: string }>> {
  const { kernel } = parts;
  const units = await kernel.access.unitsOf(actor, retryPermission);
  const found = await findSettlement(kernel.db, settlementId, units);
  if (!found) return fail(settlementUnknown);
  return kernel.db.tx(async (q) => {
    if (!(await requeue(q, found, now))) return fail(notToRetry);
    await kernel.jobs.enqueue(q, {
      kind: sendSettlementsJob,
      payload: {},
      singletonKey: `${settlementId} ${now.getTime()}`,
    });
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission: retryPermission,
      outcome: 'success',
      persons: [found.personId],
      object: `Settlement/${settlementId}`,
    });
    return succeed({ settlementId });
  });
}
