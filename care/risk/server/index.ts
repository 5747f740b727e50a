// Front door of risk prediction: published models over the record, results of one person and of a county, recalls.
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Context } from '#platform/kernel/context.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { readCatalogue } from '#platform/kernel/messages/catalogue.ts';
import { dayOf, type Result } from '#platform/contract.ts';
import { permissions as names, runTopic, type AnswersBody } from '../contract.ts';
import { riskRecall } from '../order-kinds/risk-recall.ts';
import { backgroundOf } from './jobs.ts';
import type { Parts } from './parts.ts';
import { permissions } from './permissions.ts';
import { endpointsOf } from './routes.ts';
import { answerFacts } from './use-cases/answer-facts.ts';
import {
  assessPeople,
  modelsOn,
  readValues,
  type AssessedPerson,
  type ValuedPerson,
} from './use-cases/assess-people.ts';
import { runStep, startRun } from './use-cases/county-run.ts';
import { highRiskList } from './use-cases/high-risk-list.ts';

export type { AssessedPerson, ValuedPerson } from './use-cases/assess-people.ts';

export interface Risk {
  readonly context: Context;
  /** Every model for these people, as the record stands; the caller has checked access and audits. */
  assess(q: Sql, personIds: readonly string[], now: Date): Promise<AssessedPerson[]>;
  /** Values alone, for other reckonings over the same record; see readValues. */
  values(q: Sql, personIds: readonly string[], ages: ReadonlyMap<string, number>, at: Date): Promise<ValuedPerson[]>;
  /** Writes down what the person says, once; see answerFacts. */
  answer(actor: Actor, personId: string, body: AnswersBody, now: Date): Promise<Result<unknown>>;
  /** Who is at high risk of what readings at home help against: for whoever lends devices. */
  readonly highRisk: ReturnType<typeof highRiskList>;
  /** Begins the walk through everybody, or tells of the one that is under way. */
  startRun(actor: Actor, now: Date): ReturnType<typeof startRun>;
  /** One step of it, as its job does; true while there is a next one. */
  runStep(payload: unknown): Promise<boolean>;
}

export function createRisk(parts: Parts): Risk {
  parts.orders.registerKind(riskRecall);
  return {
    assess: (q, personIds, now) => assessPeople(parts, q, personIds, modelsOn(parts, dayOf(now)), now),
    values: (q, personIds, ages, at) => readValues(parts, q, personIds, ages, at),
    answer: (actor, personId, body, now) => answerFacts(parts, actor, personId, body, now),
    highRisk: highRiskList(parts),
    startRun: (actor, now) => startRun(parts, actor, now),
    runStep: (payload) => runStep(parts, payload),
    context: {
      name: 'risk',
      migrations: new URL('./migrations/', import.meta.url),
      permissions,
      endpoints: endpointsOf(parts),
      ...backgroundOf(parts),
      liveTopics: [{ name: runTopic, permission: names.runRead }],
      messages: readCatalogue(new URL('../messages/', import.meta.url)),
    },
  };
}
