// The systems of the county, one line each, in order of dependence.
import type { Context } from '#platform/kernel/context.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { createDiagnostics } from '#care/diagnostics/server/index.ts';
import { createFollowUp, type FollowUp } from '#care/follow-up/server/index.ts';
import { createHomeCare, type HomeCare } from '#care/home-care/server/index.ts';
import { createHospital } from '#care/hospital/server/index.ts';
import { createRisk, type Risk } from '#care/risk/server/index.ts';
import { createPharmacy, type Pharmacy } from '#care/pharmacy/server/index.ts';
import { riskModels } from '#care/risk/rules/models.ts';
import { createPortrait, type Portrait } from '#care/portrait/server/index.ts';
import { createBilling, type Billing } from '#foundation/billing/server/index.ts';
import { createFleet, type Fleet } from '#foundation/fleet/server/index.ts';
import { createGeo, type Geo } from '#foundation/geo/server/index.ts';
import { createIdentityLink, type IdentityLink } from '#foundation/identity-link/server/index.ts';
import { createIntake, type Intake } from '#foundation/intake/server/index.ts';
import { createIndicators, type Indicators } from '#foundation/indicators/server/index.ts';
import { createKnowledge, type Knowledge } from '#foundation/knowledge/server/index.ts';
import { createMessaging, type Messaging } from '#foundation/messaging/server/index.ts';
import { createOrders, type Orders } from '#foundation/orders/server/index.ts';
import { createRecord, type RecordContext } from '#foundation/record/server/index.ts';
import { createRegistry, type Registry } from '#foundation/registry/server/index.ts';
import { createSync, type Sync } from '#foundation/sync/server/index.ts';
import { createChronicCare, type ChronicCare } from '#programmes/chronic-care/server/index.ts';
import { createFamilyDoctor, type FamilyDoctor } from '#programmes/family-doctor/server/index.ts';
import { createRoving, type Roving } from '#programmes/roving/server/index.ts';
import { deviceTags, disabledTags } from './portrait-tags.ts';
import { probeInsurance } from './probe-insurance.ts';
import { probeRecord } from './probe-record.ts';
import { voiceChannel } from './voice-channel.ts';

export interface County {
  contexts: readonly Context[];
  registry: Registry;
  knowledge: Knowledge;
  indicators: Indicators;
  geo: Geo;
  fleet: Fleet;
  record: RecordContext;
  messaging: Messaging;
  identityLink: IdentityLink;
  sync: Sync;
  billing: Billing;
  homeCare: HomeCare;
  orders: Orders;
  intake: Intake;
  followUp: FollowUp;
  risk: Risk;
  pharmacy: Pharmacy;
  portrait: Portrait;
  roving: Roving;
  familyDoctor: FamilyDoctor;
  chronicCare: ChronicCare;
}

export function createCounty(kernel: Kernel): County {
  const registry = createRegistry(kernel);
  const knowledge = createKnowledge(kernel);
  const indicators = createIndicators(kernel);
  const geo = createGeo(kernel, registry);
  const record = createRecord(kernel, registry);
  const messaging = createMessaging(kernel, registry);
  const identityLink = createIdentityLink(kernel, { messaging });
  const sync = createSync(kernel, {
    personExists: async (q, personId) => (await registry.persons(q, [personId])).length > 0,
    personNames: async (q, personIds) =>
      new Map((await registry.persons(q, personIds)).map(({ personId, name }) => [personId, name])),
  });
  const fleet = createFleet(kernel, { registry, messaging });
  const billing = createBilling(kernel, { registry, record, sync });
  const orders = createOrders(kernel, { registry, messaging, record });
  const intake = createIntake({ kernel, registry, record, messaging });
  const hospital = createHospital(kernel, { orders });
  const followUp = createFollowUp({ kernel, registry, record, messaging, orders });
  messaging.registerChannel(voiceChannel(followUp));
  const risk = createRisk({ kernel, registry, knowledge, record, orders });
  intake.registerRiskList(risk.highRisk);
  const portrait = createPortrait({
    kernel,
    registry,
    knowledge,
    record,
    risks: { models: riskModels, assess: risk.assess, values: risk.values, answer: risk.answer },
  });
  const pharmacy = createPharmacy({ kernel, registry, knowledge, record, messaging, fleet, sync, orders });
  const diagnostics = createDiagnostics({ kernel, registry, record, messaging, sync });
  const homeCare = createHomeCare({ kernel, registry, knowledge, record, messaging, billing, indicators, orders });
  const roving = createRoving(kernel, {
    registry,
    knowledge,
    geo,
    fleet,
    messaging,
    record,
    billing,
    diagnostics,
    orders,
    homeCare,
    pharmacy,
    sync,
    indicators,
  });
  const familyDoctor = createFamilyDoctor(kernel, { registry, knowledge, geo, record, messaging, indicators });
  const chronicCare = createChronicCare({ kernel, registry, knowledge, record, orders, pharmacy, indicators });
  roving.registerStops(familyDoctor.homeStops);
  for (const source of [familyDoctor.tags, chronicCare.tags, disabledTags(homeCare), deviceTags(intake)])
    portrait.registerTags(source);
  portrait.registerReportPart(chronicCare.reportPart);
  fleet.registerProbe('online-follow-up', () => probeRecord(kernel, record));
  fleet.registerProbe('insurance-settlement', () => probeInsurance(billing));
  return {
    contexts: [
      registry.context,
      knowledge.context,
      indicators.context,
      geo.context,
      record.context,
      messaging.context,
      identityLink.context,
      sync.context,
      fleet.context,
      billing.context,
      orders.context,
      intake.context,
      hospital.context,
      followUp.context,
      risk.context,
      portrait.context,
      pharmacy.context,
      diagnostics.context,
      homeCare.context,
      roving.context,
      familyDoctor.context,
      chronicCare.context,
    ],
    registry,
    knowledge,
    indicators,
    geo,
    fleet,
    record,
    messaging,
    identityLink,
    sync,
    billing,
    homeCare,
    orders,
    intake,
    followUp,
    risk,
    pharmacy,
    portrait,
    roving,
    familyDoctor,
    chronicCare,
  };
}
