// Binds the routes of the month plans to their use cases.
import { endpoint, type Endpoint, type RawEndpoint } from '#platform/kernel/http/endpoint.ts';
import {
  calendarBody,
  yearParams,
  comparisonQuery,
  linesQuery,
  marketBody,
  marketParams,
  monthQuery,
  moveVisitBody,
  myVisitsQuery,
  planParams,
  pointParams,
  ratingBody,
  ratingParams,
  policyBody,
  publishBody,
  repairBody,
  rovingRoutes as routes,
  startPlanBody,
  stopBody,
  tomographyBody,
  visitParams,
} from '../contract.ts';
import { ctScreeningEndpoints } from './ct-screening/routes.ts';
import type { Parts } from './parts.ts';
import { calendarEndpoints } from './routes/calendars.ts';
import { checkInEndpoints } from './routes/check-ins.ts';
import { networkEndpoints } from './routes/network.ts';
import { specialVisitEndpoints } from './routes/special-visits.ts';
import { readCalendar, setCalendar, setMarketDays, setPolicy } from './use-cases/change-basis.ts';
import { changeVisit } from './use-cases/change-visit.ts';
import { checkCoverage, comparePlans } from './use-cases/check-plans.ts';
import { explainVisit } from './use-cases/explain-visit.ts';
import { readProblem } from './use-cases/plan-problem.ts';
import { publishPlan } from './use-cases/publish-plan.ts';
import { readBasis, readPlan, readPlans } from './use-cases/read-plans.ts';
import { previewRepair } from './use-cases/repair-plan.ts';
import { routeLines } from './use-cases/route-lines.ts';
import { copyPlan, startPlan, stopPlan } from './use-cases/start-plan.ts';
import { layOutTomography, readTomographyYear, setTomography } from './use-cases/tomography.ts';
import { rateVisit } from './use-cases/rate-visit.ts';
import { myVisits, pointVisits } from './use-cases/village-visits.ts';

const read = { permission: 'roving.plan.read', person: 'none' } as const;
const write = { permission: 'roving.plan.write', person: 'none' } as const;
const publish = { permission: 'roving.plan.publish', person: 'none' } as const;
const basis = { permission: 'roving.basis.write', person: 'none' } as const;

export const endpointsOf = (parts: Parts): (Endpoint | RawEndpoint)[] => [
  ...planEndpoints(parts),
  ...draftEndpoints(parts),
  ...basisEndpoints(parts),
  ...tomographyEndpoints(parts),
  ...calendarEndpoints(parts),
  ...checkInEndpoints(parts),
  ...specialVisitEndpoints(parts),
  ...networkEndpoints(parts),
  ...ctScreeningEndpoints(parts),
];

function planEndpoints(parts: Parts): Endpoint[] {
  return [
    endpoint(
      routes.plans,
      { ...read, query: monthQuery, summary: 'Plans of a month, newest first' },
      ({ actor, query }) => readPlans(parts, actor, query.month),
    ),
    endpoint(
      routes.basis,
      { ...read, query: monthQuery, summary: 'Villages, vehicles, calendar and policy that a month is planned from' },
      ({ actor, query }) => readBasis(parts, actor, query.month),
    ),
    endpoint(
      routes.plan,
      { ...read, params: planParams, summary: 'A plan with its visits and who comes' },
      ({ actor, params }) => readPlan(parts, actor, params.planId),
    ),
    endpoint(
      routes.problem,
      { ...read, params: planParams, summary: 'The routing problem of a plan, for pricing moves in the browser' },
      ({ actor, params }) => readProblem(parts, actor, params.planId),
    ),
    endpoint(
      routes.routeLines,
      { ...read, params: planParams, query: linesQuery, summary: 'Ways of the vehicles on a day' },
      ({ actor, params, query }) => routeLines(parts, actor, params.planId, query),
    ),
    endpoint(
      routes.comparePlans,
      { ...read, query: comparisonQuery, summary: 'What differs between two plans' },
      ({ actor, query }) => comparePlans(parts, actor, query),
    ),
    endpoint(
      routes.coverage,
      { ...read, query: monthQuery, summary: 'Villages of a month with team, person and visits, and what is missing' },
      ({ actor, query }) => checkCoverage(parts, actor, query.month),
    ),
    endpoint(
      routes.explainVisit,
      { ...read, params: visitParams, summary: 'Why a visit is on its day, and what other days would cost' },
      ({ actor, params }) => explainVisit(parts, actor, params),
    ),
    endpoint(
      routes.pointVisits,
      {
        permission: 'public',
        person: 'none',
        params: pointParams,
        summary: 'The next visits at a service point, as on its notice board',
      },
      ({ params, now }) => pointVisits(parts, params.servicePointId, now),
    ),
    endpoint(
      routes.myVisits,
      {
        permission: 'roving.own-visits.read',
        person: 'self',
        query: myVisitsQuery,
        summary: 'The next visits to the own village, or to that of somebody for whom one may act',
      },
      ({ actor, query, now }) => myVisits(parts, actor, query.personId, now),
    ),
    endpoint(
      routes.rateVisit,
      {
        permission: 'roving.visit.rate',
        person: 'self',
        params: ratingParams,
        body: ratingBody,
        summary: 'Rate a visit to the own village, or to that of somebody for whom one may act',
      },
      ({ actor, params, body, now }) => rateVisit(parts, actor, params.visitId, body, now),
    ),
  ];
}

function draftEndpoints(parts: Parts): Endpoint[] {
  return [
    endpoint(
      routes.startPlan,
      { ...write, body: startPlanBody, summary: 'Order a month plan; progress is a live topic' },
      ({ actor, body, now }) => startPlan(parts, actor, body, now),
    ),
    endpoint(
      routes.stopPlan,
      { ...write, params: planParams, body: stopBody, summary: 'End a computation, with or without its best plan' },
      ({ actor, params, body }) => stopPlan(parts, actor, params.planId, body.keep),
    ),
    endpoint(
      routes.copyPlan,
      { ...write, params: planParams, summary: 'A draft with the same visits' },
      ({ actor, params, now }) => copyPlan(parts, actor, params.planId, now),
    ),
    endpoint(
      routes.moveVisit,
      { ...write, params: visitParams, body: moveVisitBody, summary: 'Move or pin a visit of a draft by hand' },
      ({ actor, params, body, ifMatch }) => changeVisit(parts, actor, params, body, ifMatch!),
    ),
    endpoint(
      routes.previewRepair,
      { ...write, params: planParams, body: repairBody, summary: 'What a breakdown, closed road or emergency moves' },
      ({ actor, params, body, now }) => previewRepair(parts, actor, params.planId, body, now),
    ),
    endpoint(
      routes.publishPlan,
      {
        ...publish,
        params: planParams,
        body: publishBody,
        summary: 'Publish a draft or a repair and tell the villages',
      },
      ({ actor, params, body, now }) => publishPlan(parts, actor, params.planId, body.version, now),
    ),
  ];
}

function basisEndpoints(parts: Parts): Endpoint[] {
  return [
    endpoint(
      routes.setPolicy,
      { ...basis, body: policyBody, summary: 'Policy of the county from a day on' },
      ({ actor, body }) => setPolicy(parts, actor, body),
    ),
    endpoint(
      routes.calendar,
      { ...read, params: yearParams, summary: 'Holidays and make-up days of a year' },
      ({ actor, params }) => readCalendar(parts, actor, Number(params.year)),
    ),
    endpoint(
      routes.setCalendar,
      { ...basis, params: yearParams, body: calendarBody, summary: 'Replace the holidays and make-up days' },
      ({ actor, params, body, ifMatch }) => setCalendar(parts, actor, Number(params.year), body, ifMatch!),
    ),
    endpoint(
      routes.setMarketDays,
      {
        permission: 'roving.market-day.write',
        person: 'none',
        params: marketParams,
        body: marketBody,
        summary: 'Market days of a township',
      },
      ({ actor, params, body, ifMatch }) => setMarketDays(parts, actor, params.townshipId, body.endings, ifMatch!),
    ),
  ];
}

function tomographyEndpoints(parts: Parts): Endpoint[] {
  return [
    endpoint(
      routes.tomographyYear,
      { ...read, params: yearParams, summary: "The CT truck's year" },
      ({ actor, params }) => readTomographyYear(parts, actor, Number(params.year)),
    ),
    endpoint(
      routes.layOutTomography,
      { ...basis, params: yearParams, summary: "Lay out the CT truck's year anew" },
      ({ actor, params }) => layOutTomography(parts, actor, Number(params.year)),
    ),
    endpoint(
      routes.setTomography,
      { ...basis, params: yearParams, body: tomographyBody, summary: "Change the CT truck's year by hand" },
      ({ actor, params, body, ifMatch }) => setTomography(parts, actor, Number(params.year), body.stops, ifMatch!),
    ),
  ];
}
