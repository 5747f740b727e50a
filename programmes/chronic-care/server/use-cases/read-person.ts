// One person's registers with colours, reasons, history, and what should be offered at this contact.
import { dayOf, succeed, type Result } from '#platform/contract.ts';
import type { PersonRegisters, Registration } from '../../contract.ts';
import { chronicHandOver } from '../../order-kinds/chronic-hand-over.ts';
import { levelToMoveTo, type NetworkLevel } from '../../rules/network.ts';
import { colourPolicy } from '../../rules/colour-policy.ts';
import type { Parts } from '../parts.ts';
import { changesOf } from '../store/colour-change.ts';
import { levelsOf } from '../store/level.ts';
import { registrationsOf } from '../store/registration.ts';
import { goldenOf } from './derive-colours.ts';
import { networkOf } from './network.ts';
import { presentChange, presentRegistration } from './present.ts';

const historyShown = 100;

/** `plain`: for the person concerned, without what staff wrote about why. */
export async function readPerson(
  parts: Parts,
  asked: string,
  now: Date,
  plain = false,
): Promise<Result<PersonRegisters>> {
  const { kernel } = parts;
  const personId = await goldenOf(parts, kernel.db, asked);
  const today = dayOf(now);
  const rows = (await registrationsOf(kernel.db, [personId])).filter(
    ({ status }) => !plain || status === 'diagnosed' || status === 'enrolled',
  );
  const history = await changesOf(kernel.db, personId, historyShown);
  const { id, version, status, source } = colourPolicy;
  return succeed({
    personId,
    registrations: await withHandOvers(
      parts,
      personId,
      await withLevels(
        parts,
        personId,
        rows.map((row) => presentRegistration(row, today)).map((one) => (plain ? inPlain(one) : one)),
        now,
      ),
    ),
    history: plain ? [] : history.map(presentChange),
    offers: rows
      .filter((row) => row.status === 'suspected' || row.status === 'diagnosed')
      .map(({ disease }) => disease),
    policy: { id, version, draft: status === 'draft', source },
  });
}

const inPlain = ({ override, ...one }: Registration): Registration => ({
  ...one,
  ...(override && { override: { ...override, reason: '' } }),
});

/** What was asked and nobody has taken over yet, with the time by which somebody should. */
async function withHandOvers(
  { kernel, registry, orders }: Parts,
  personId: string,
  registrations: Registration[],
): Promise<Registration[]> {
  const ids = (await registry.personIdsOf(kernel.db, [personId])).get(personId) ?? [personId];
  const open = await orders.ofPersons(kernel.db, ids, { kinds: [chronicHandOver.kind], openOnly: true });
  return registrations.map((one) => {
    const order = open.find(({ payload }) => payload['disease'] === one.disease);
    if (!order) return one;
    const { orderId, payload, placedAt, requesterName, dueAt } = order;
    return {
      ...one,
      handOver: {
        orderId,
        toLevel: payload['toLevel'] as NetworkLevel,
        since: placedAt.toISOString(),
        byName: requesterName,
        ...(dueAt && { dueAt: dueAt.toISOString() }),
      },
    };
  });
}

async function withLevels(
  parts: Parts,
  personId: string,
  registrations: Registration[],
  now: Date,
): Promise<Registration[]> {
  const { kernel, registry } = parts;
  const q = kernel.db;
  const levels = new Map((await levelsOf(q, personId)).map((row) => [row.disease, row]));
  const [person] = await registry.persons(q, [personId]);
  const village = (await registry.villages(q)).find(({ villageId }) => villageId === person?.villageId);
  const organisations = await registry.organisations(q, {});
  return Promise.all(
    registrations.map(async (one) => {
      const row = levels.get(one.disease);
      if (!row || !village) return one;
      const network = await networkOf(parts, one.disease, village.countyId, now, q);
      const moveTo = levelToMoveTo(network, one.colour, row.level);
      const name = organisations.find(({ organisationId }) => organisationId === row.managedBy)?.name;
      return {
        ...one,
        level: { level: row.level, ...(name && { organisationName: name }), ...(moveTo && { moveTo }) },
      };
    }),
  );
}
