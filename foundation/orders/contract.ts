// What crosses the wire of orders: kinds as screens need them, worklists, one order with its history, actions, ratings, series.
import { z } from 'zod';
import { route, type Day, type Instant, type Page } from '#platform/contract.ts';
import type { LocalText } from '#foundation/knowledge/rules/content.ts';
import type { Fields, Values } from './rules/fields.ts';
import type { OrderKind, Urgency } from './rules/order-kind.ts';

/** Live topic: some order moved; carries kind and ids, no names. */
export const ordersTopic = 'orders.order';
/** Live topic of one person's orders, by the person's id: for the person and whoever may see them. */
export const myOrdersTopic = 'orders.mine';
export const orderPermissions = {
  read: 'orders.order.read',
  list: 'orders.order.list',
  place: 'orders.order.place',
  move: 'orders.order.move',
  rate: 'orders.order.rate',
  repeat: 'orders.series.manage',
} as const;

/** A kind for screens: the definition without what only the server needs. */
export type KindView = Pick<
  OrderKind,
  'kind' | 'title' | 'verb' | 'payload' | 'headline' | 'initial' | 'states' | 'transitions' | 'clocks' | 'rating'
> & {
  /** What the reader may begin. */
  mayPlace: boolean;
  /** The reader may work on orders of this kind. */
  mayPerform: boolean;
  repeat: boolean;
};

export interface RunningClock {
  clock: string;
  label: LocalText;
  dueAt: Instant;
}
export interface OrderRow {
  orderId: string;
  personId: string;
  kind: string;
  state: string;
  version: number;
  urgency: Urgency;
  /** Shortened where the reader's role sees people masked. */
  personName: string;
  sex?: string;
  birthOn?: string;
  headline?: string;
  requesterName: string;
  performerName: string;
  assigneeName?: string;
  placedAt: Instant;
  movedAt: Instant;
  clock?: RunningClock;
  rating?: number;
  /** The transition by which the reader may take it as it is, without filling in anything. */
  take?: string;
  /** Name of the person or the colleague who asked; absent where the system did, or where the reader sees people masked. */
  askedBy?: string;
  simulated: boolean;
}
/** Something the reader may do now. */
export interface Action {
  transition: string;
  label: LocalText;
  form: Fields;
  confirm: boolean;
  /** A colleague is to be named. */
  chooses: boolean;
}
export interface HistoryEntry {
  version: number;
  /** Absent for the placing. */
  transition?: string;
  from?: string;
  to: string;
  at: Instant;
  /** In the language of the reader: who did what. */
  told: string;
  byName: string;
  placeName?: string;
  given: Values;
}
export interface SentMessage {
  to: 'requester' | 'person' | 'performer' | 'assignee';
  at: Instant;
  title: string;
  text: string;
}
export interface OrderRating {
  by: 'requester' | 'person';
  stars: number;
  comment?: string;
  at: Instant;
}
export interface OrderView extends OrderRow {
  payload: Values;
  result?: Values;
  requesterId: string;
  performerId: string;
  /** Names of the organisations that payload, result and history mention. */
  organisationNames: Record<string, string>;
  actions: Action[];
  history: HistoryEntry[];
  messages: SentMessage[];
  ratings: OrderRating[];
  /** The reader may rate, as whom. */
  mayRateAs?: 'requester' | 'person';
  seriesId?: string;
}

const id = z.uuid();
export const personParams = z.object({ personId: id });
export const orderParams = z.object({ personId: id, orderId: id });
export const seriesParams = z.object({ personId: id, seriesId: id });
export const values = z.record(z.string().max(60), z.unknown());

export const queues = ['to-do', 'mine', 'asked', 'all'] as const;
export const worklistQuery = z.object({
  /** To do at my organisation (nobody's or mine), taken by me, asked by my organisation, everything that I oversee. */
  queue: z.enum(queues).optional(),
  kind: z.string().max(60).optional(),
  state: z.string().max(60).optional(),
  urgency: z.enum(['routine', 'urgent', 'asap', 'stat']).optional(),
  /** Also those that ended. */
  ended: z.enum(['true', 'false']).optional(),
  late: z.enum(['true', 'false']).optional(),
  /** A name, pinyin or number of a person. */
  text: z.string().trim().max(100).optional(),
  sort: z.enum(['urgency', 'newest', 'oldest', 'due']).optional(),
  page: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});
export type WorklistQuery = z.input<typeof worklistQuery>;
export interface StateCount {
  kind: string;
  state: string;
  count: number;
  late: number;
}
export const countsQuery = z.object({ queue: z.enum(queues).optional() });

/** The order's id is made by the caller: asked twice, it is placed once. */
export const placeBody = z.strictObject({
  orderId: id,
  kind: z.string().max(60),
  payload: values,
  urgency: z.enum(['routine', 'urgent', 'asap', 'stat']).optional(),
});
export type PlaceBody = z.infer<typeof placeBody>;
/** The key is made by the caller once per press: repeated with it, the first answer comes again. */
export const moveBody = z.strictObject({
  key: id,
  transition: z.string().max(60),
  given: values.optional(),
  assigneeId: id.optional(),
});
export type MoveBody = z.infer<typeof moveBody>;
export const rateBody = z.strictObject({
  stars: z.number().int().min(1).max(5),
  comment: z.string().max(500).optional(),
});
export type RateBody = z.infer<typeof rateBody>;

export const seriesBody = z.strictObject({
  seriesId: id,
  kind: z.string().max(60),
  payload: values,
  urgency: z.enum(['routine', 'urgent', 'asap', 'stat']).optional(),
  firstOn: z.iso.date(),
  everyDays: z.number().int().min(1).max(366),
  untilOn: z.iso.date(),
});
export type SeriesBody = z.infer<typeof seriesBody>;
export interface Series {
  seriesId: string;
  kind: string;
  everyDays: number;
  nextOn?: Day;
  untilOn: Day;
  opened: number;
  state: 'running' | 'ended';
}
export interface Colleague {
  accountId: string;
  name: string;
}

type OfPerson = { personId: string };
type OfOrder = { personId: string; orderId: string };
export const orderRoutes = {
  kinds: route<{ reply: { kinds: KindView[] } }>('GET', '/api/order-kinds'),
  worklist: route<{ query: WorklistQuery; reply: Page<OrderRow> }>('GET', '/api/orders'),
  counts: route<{ query: z.input<typeof countsQuery>; reply: { counts: StateCount[] } }>('GET', '/api/order-counts'),
  ofPerson: route<{ params: OfPerson; reply: { orders: OrderRow[] } }>('GET', '/api/people/:personId/orders'),
  place: route<{ params: OfPerson; body: PlaceBody; reply: OrderView }>('POST', '/api/people/:personId/orders'),
  read: route<{ params: OfOrder; reply: OrderView }>('GET', '/api/people/:personId/orders/:orderId'),
  move: route<{ params: OfOrder; body: MoveBody; reply: OrderView }>(
    'POST',
    '/api/people/:personId/orders/:orderId/transitions',
  ),
  rate: route<{ params: OfOrder; body: RateBody; reply: OrderView }>(
    'POST',
    '/api/people/:personId/orders/:orderId/rating',
  ),
  colleagues: route<{ params: OfOrder; reply: { colleagues: Colleague[] } }>(
    'GET',
    '/api/people/:personId/orders/:orderId/colleagues',
  ),
  series: route<{ params: OfPerson; reply: { series: Series[] } }>('GET', '/api/people/:personId/order-series'),
  startSeries: route<{ params: OfPerson; body: SeriesBody; reply: Series }>(
    'POST',
    '/api/people/:personId/order-series',
  ),
  endSeries: route<{ params: { personId: string; seriesId: string }; reply: Series }>(
    'DELETE',
    '/api/people/:personId/order-series/:seriesId',
  ),
} as const;
/** The worklist as a sheet, with the filters of the worklist and `format=csv|xlsx`. */
export const worklistSheetPath = '/api/orders-sheet';
/** The states of a kind as SVG. */
export const chartPath = '/api/order-kinds/:kind/chart.svg';
