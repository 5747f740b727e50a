// A sync over a test database with one kind of document, for tests and the bench: real accounts, relations and rows.
import type { PersonId } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { saveOrgUnits } from '#platform/kernel/access/org-units.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { PullBody, PushBody } from '#foundation/sync/contract.ts';
import {
  heaviest,
  trialKind,
  trialRules,
  type TrialServer,
} from '#foundation/sync/rules/device/testing/random-schedule.ts';
import { createSync, type Sync } from '#foundation/sync/server/index.ts';

/** People whom the trial's registry knows. */
export const createTrialSync = (kernel: Kernel, known: Set<string>): Sync => {
  const sync = createSync(kernel, {
    personExists: async (_q, personId) => known.has(personId),
    personNames: async (_q, personIds) => new Map(personIds.map((id) => [id, '某居民'])),
  });
  sync.registerKind({
    kind: trialKind,
    permission: 'sync.device.use',
    readPermission: 'sync.device.use',
    ruleOf: (field) => trialRules[field],
    check: ({ set }) =>
      typeof set.weight === 'number' && set.weight > heaviest
        ? [{ path: 'set.weight', code: 'sync.field-unknown' }]
        : [],
  });
  return sync;
};

/** An actor of one account, as a request would carry it. */
export const actorFor = (kernel: Kernel, accountId: string, orgUnitId: string): Actor => ({
  accountId: accountId as Actor['accountId'],
  account: accountId,
  displayName: '某医生',
  assignments: [{ role: 'gp', orgUnitId: orgUnitId as Actor['homeUnitId'] }],
  homeUnitId: orgUnitId as Actor['homeUnitId'],
  purpose: 'treatment',
  locale: 'zh-CN',
  span: { requestId: kernel.newId(), route: 'POST /api/sync/push', persons: new Set<PersonId>(), audited: false },
});

/** A village for each day: what devices of one day pull is theirs alone. */
export async function makeVillages(kernel: Kernel, days: number): Promise<string[]> {
  const villages = Array.from({ length: days }, kernel.newId);
  await saveOrgUnits(
    kernel.db,
    villages.map((id, index) => ({
      id,
      kind: 'village',
      code: `trial-${index}`,
      name: `试验村 ${index}`,
      validFrom: '2026-01-01',
    })),
  );
  return villages;
}

/** A server with `count` enrolled devices for one day of one person. */
export async function trialServer(
  kernel: Kernel,
  sync: Sync,
  village: string,
  personId: string,
  count: number,
): Promise<TrialServer> {
  const now = () => kernel.clock.now();
  const devices = Array.from({ length: count }, () => ({ accountId: kernel.newId(), deviceId: kernel.newId() }));
  await kernel.access.relate(kernel.db, [
    { personId, party: village, kind: 'residence', from: new Date('2026-01-01T00:00:00Z'), source: 'test' },
  ]);
  const actors = devices.map(({ accountId }) => actorFor(kernel, accountId, village));
  // The tree of units is read before the first transaction, as a started server has done.
  await kernel.access.unitsOf(actors[0]!, 'sync.device.use');
  for (const [index, { deviceId }] of devices.entries())
    await sync.enrol(actors[index]!, { deviceId, name: `平板 ${index + 1}` }, now());
  const valueOf = <Value>(result: { ok: true; value: Value } | { ok: false; problem: { code: string } }): Value => {
    if (!result.ok) throw new Error(result.problem.code);
    return result.value;
  };
  const fresh = (index: number): Actor => ({ ...actors[index]!, span: { ...actors[index]!.span, persons: new Set() } });
  return {
    devices,
    push: async (index, body: PushBody) => valueOf(await sync.push(fresh(index), body, now())),
    pull: async (index, body: PullBody) => valueOf(await sync.pull(fresh(index), body, now())),
    async operationsOf(documentIds) {
      const rows = await Promise.all(documentIds.map((id) => sync.history(kernel.db, personId, id)));
      return rows.flat().map(({ operationId }) => operationId);
    },
  };
}
