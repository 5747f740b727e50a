// Tells the indicators how the facts of the roving clinics are counted, and what vehicles, teams and places are called.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { CountedMonth, Indicators } from '#foundation/indicators/server/index.ts';
import type { Fact } from '#foundation/indicators/rules/indicator.ts';
import type { Parts } from '../parts.ts';
import { completeFacts, costFacts, distanceFacts, followedUpFacts } from './attendance-facts.ts';
import { reportFacts, settlementFacts } from './care-facts.ts';
import { acceptedFacts, answeredFacts, unmetFacts } from './order-facts.ts';
import { coverageFacts, dueFacts, ratingFacts } from './people-facts.ts';
import { stopFacts } from './place-facts.ts';
import { trackFacts } from './track-facts.ts';
import { heldFacts, onTimeFacts, stayFacts } from './visit-facts.ts';

const counted: Record<string, (parts: Parts, q: Sql, month: CountedMonth) => Promise<Fact[]>> = {
  N1: coverageFacts,
  N2: dueFacts,
  N3: stopFacts,
  N4: unmetFacts,
  T1: heldFacts,
  T2: onTimeFacts,
  T3: stayFacts,
  T4: answeredFacts,
  Q1: followedUpFacts,
  Q2: reportFacts,
  Q3: acceptedFacts,
  Q4: ratingFacts,
  M1: completeFacts,
  M2: settlementFacts,
  M3: distanceFacts,
  M3b: costFacts,
  M4: trackFacts,
};

export function registerEvaluation(parts: Parts, indicators: Indicators): void {
  const { registry } = parts;
  for (const [indicator, facts] of Object.entries(counted))
    indicators.registerFacts({ catalogue: 'roving', indicator, facts: (q, month) => facts(parts, q, month) });
  const named = <Row>(rows: readonly Row[], id: (row: Row) => string, name: (row: Row) => string) =>
    new Map(rows.map((row) => [id(row), name(row)]));
  indicators.registerNames({
    kind: 'vehicle',
    names: async (q) =>
      named(
        await parts.fleet.vehicles(q),
        (one) => one.vehicleId,
        (one) => one.name,
      ),
  });
  indicators.registerNames({
    kind: 'village',
    names: async (q) =>
      named(
        await registry.villages(q),
        (one) => one.villageId,
        (one) => one.name,
      ),
  });
  indicators.registerNames({
    kind: 'township',
    names: async (q) =>
      named(
        await registry.villages(q),
        (one) => one.townshipId,
        (one) => one.townshipName,
      ),
  });
  indicators.registerNames({
    kind: 'team',
    names: async (q) =>
      named(
        await registry.units(q, { kind: 'team' }),
        (one) => one.unitId,
        (one) => one.name,
      ),
  });
}
