// What a hand-over brings with it: who performs is found in the network, and who took over looks after the disease from then on.
import { fail, succeed } from '#platform/contract.ts';
import type { KindHooks } from '#foundation/orders/server/index.ts';
import type { Disease } from '../../rules/disease.ts';
import type { NetworkLevel } from '../../rules/network.ts';
import { isCounted } from '../../rules/registration.ts';
import type { Parts } from '../parts.ts';
import { handOverNotRegistered, notRegistered } from '../problems.ts';
import { registrationsOf } from '../store/registration.ts';
import { setLevel } from '../store/level.ts';
import { goldenOf, tell } from './derive-colours.ts';
import { performerAt } from './network.ts';

export const handOverHooks = (parts: Parts): KindHooks => ({
  async choosePerformer(q, { personId, payload }, now) {
    const [person] = await parts.registry.persons(q, [personId]);
    return performerAt(
      parts,
      q,
      {
        disease: payload['disease'] as Disease,
        toLevel: payload['toLevel'] as NetworkLevel,
        villageId: person?.villageId,
      },
      now,
    );
  },
  async before(q, _actor, { transition, order }) {
    if (transition !== undefined) return succeed(undefined);
    const personId = await goldenOf(parts, q, order.personId);
    const rows = await registrationsOf(q, [personId]);
    const stands = rows.some(({ disease, status }) => disease === order.payload['disease'] && isCounted(status));
    return stands ? succeed(undefined) : fail(handOverNotRegistered);
  },
  async after(q, _actor, { transition, order }) {
    if (transition !== 'take-over') return succeed(undefined);
    const moved = await setLevel(q, order.personId, {
      disease: order.payload['disease'] as Disease,
      level: order.payload['toLevel'] as NetworkLevel,
      managedBy: order.performerId,
    });
    if (moved.length === 0) return fail(notRegistered);
    await tell(parts.kernel, q, order.personId);
    return succeed(undefined);
  },
});
