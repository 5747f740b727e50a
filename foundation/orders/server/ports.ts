// The front door's types: what other contexts register with orders, ask of it, and are told.
import type { Page, Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Context } from '#platform/kernel/context.ts';
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import type { OrderRow, WorklistQuery } from '../contract.ts';
import type { Values } from '../rules/fields.ts';
import type { OrderSpan } from './store/spans.ts';
import type { OrderKind, Urgency } from '../rules/order-kind.ts';

export type { OrderSpan } from './store/spans.ts';

/** An order as the server holds it. */
export interface Order {
  personId: string;
  orderId: string;
  kind: string;
  state: string;
  version: number;
  urgency: Urgency;
  payload: Values;
  result?: Values;
  /** Account that asked (the system's for series), its name and organisation. */
  requestedBy: string;
  requesterName: string;
  requesterId: string;
  /** Organisation or team that performs. */
  performerId: string;
  assigneeId?: string;
  assigneeName?: string;
  placedAt: Date;
  movedAt: Date;
  endedAt?: Date;
  seriesId?: string;
}

export interface Placing {
  /** Made by the caller: asked twice, it is placed once. */
  orderId: string;
  personId: string;
  kind: string;
  payload: Values;
  urgency?: Urgency;
  /** Where the caller knows the performer itself: instead of the kind's own rule. */
  performerId?: string;
  /** The organisation that asks; the actor's own unless told. */
  requesterId?: string;
  seriesId?: string;
}

export interface Moving {
  personId: string;
  orderId: string;
  transition: string;
  /** UUID made once per intent: repeated with it, the first answer comes again. */
  key: string;
  given?: Values;
  assigneeId?: string;
}

/** One step of an order, for hooks. */
export interface Move {
  /** `undefined` for the placing. */
  transition?: string;
  /** As it stands after the step. */
  order: Order;
  from?: string;
  given: Values;
}

/** What the context of a kind adds; all of it runs inside of the step's transaction. */
export interface KindHooks {
  /** Of a kind whose performer is found `by: 'rule'`. */
  choosePerformer?(q: Transaction, placing: Placing, now: Date): Promise<string | undefined>;
  /** Fields of the payload that the kind itself knows, whatever the asker wrote there; called where an order is placed. */
  complete?(q: Transaction, order: Order, now: Date): Promise<Values>;
  /** Refuses a step before anything is written. */
  before?(q: Transaction, actor: Actor, move: Move, now: Date): Promise<Result<void>>;
  /** Does what follows from a step: resources, charge lines. A failure undoes the step. */
  after?(q: Transaction, actor: Actor, move: Move, now: Date): Promise<Result<void>>;
}

export interface SeriesToStart {
  seriesId: string;
  personId: string;
  kind: string;
  payload: Values;
  urgency?: Urgency;
  performerId?: string;
  firstOn: string;
  everyDays: number;
  untilOn: string;
}

export interface KindCount {
  kind: string;
  state: string;
  performerId: string;
  count: number;
  late: number;
}

export interface Orders {
  readonly context: Context;
  /** Called at start, before the first request. Throws with one sentence per fault of the definition. */
  registerKind(kind: OrderKind, hooks?: KindHooks): void;
  kind(name: string): OrderKind | undefined;
  /**
   * In the caller's transaction, which it rolls back where this fails. The caller's route has checked that the actor
   * may reach the person.
   */
  place(q: Transaction, actor: Actor, placing: Placing, now: Date): Promise<Result<Order>>;
  /** As `place`: exactly one of several wins, the others are told what the winner did. */
  transition(q: Transaction, actor: Actor, moving: Moving, now: Date): Promise<Result<Order>>;
  find(q: Sql, personId: string, orderId: string): Promise<Order | undefined>;
  /** Newest first, with the time by which its clock wants the next step; the caller has checked access. */
  ofPersons(
    q: Sql,
    personIds: readonly string[],
    search: { kinds?: readonly string[]; openOnly?: boolean; limit?: number },
  ): Promise<(Order & { dueAt?: Date })[]>;
  /** A page of a worklist as the actor may see it; adds whom it shows to the request's span. */
  queue(actor: Actor, query: WorklistQuery, now: Date): Promise<Result<Page<OrderRow>>>;
  /** By kind, state and performing organisation, of orders placed within the span: for indicators. */
  counts(q: Sql, span: { from: Date; to: Date; kinds?: readonly string[] }, now: Date): Promise<KindCount[]>;
  /** When orders placed within the span were answered and ended; the caller answers for who may see it. */
  spans(q: Sql, span: { from: Date; to: Date; kinds: readonly string[] }): Promise<OrderSpan[]>;
  startSeries(q: Transaction, actor: Actor, series: SeriesToStart, now: Date): Promise<Result<void>>;
  endSeries(q: Transaction, actor: Actor, personId: string, seriesId: string, now: Date): Promise<Result<void>>;
  /** Clocks and series that are due now; the clock's job does it every half minute. */
  runDue(now: Date): Promise<number>;
}
