// Binds the routes of orders to their use cases.
import { fail, succeed } from '#platform/contract.ts';
import { endpoint, type Endpoint, type RawEndpoint } from '#platform/kernel/http/endpoint.ts';
import {
  chartPath,
  countsQuery,
  moveBody,
  orderParams,
  orderPermissions,
  orderRoutes as routes,
  personParams,
  placeBody,
  rateBody,
  seriesBody,
  seriesParams,
  worklistQuery,
  worklistSheetPath,
} from '../contract.ts';
import { chartSvg } from '../rules/chart-svg.ts';
import type { Parts } from './parts.ts';
import { inTransaction } from './use-cases/in-transaction.ts';
import { moveOrder } from './use-cases/move-order.ts';
import { placeOrder } from './use-cases/place-order.ts';
import { rateOrder } from './use-cases/rate-order.ts';
import { ordersOfPerson, readColleagues, readOrder } from './use-cases/read-order.ts';
import { readCounts, readWorklist } from './use-cases/read-worklist.ts';
import { exportWorklist } from './use-cases/export-worklist.ts';
import { endSeries, oneSeries, readSeries, startSeries } from './use-cases/series.ts';
import { languageOf } from './use-cases/told.ts';
import { showKinds } from './use-cases/show-kinds.ts';

const excel = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const ofPerson = ({ params }: { params: { personId: string } }) => params.personId;

export const endpointsOf = (parts: Parts): (Endpoint | RawEndpoint)[] => [
  {
    kind: 'raw',
    method: 'GET',
    path: chartPath,
    permission: orderPermissions.read,
    summary: 'The states of a kind as a drawing',
    async handle(request, reply, actor) {
      const kind = parts.kinds.get((request.params as { kind: string }).kind)?.kind;
      if (!kind) return reply.code(404).send();
      return reply.type('image/svg+xml; charset=utf-8').send(chartSvg(kind, languageOf(actor.locale)));
    },
  },
  {
    kind: 'raw',
    method: 'GET',
    path: worklistSheetPath,
    permission: orderPermissions.list,
    summary: 'Orders of a queue as CSV or Excel (format=csv|xlsx)',
    auditsItself: true,
    async handle(request, reply, actor, now) {
      const { format, ...asked } = request.query as Record<string, string>;
      const kind = format === 'xlsx' ? 'xlsx' : 'csv';
      const query = worklistQuery.safeParse(asked);
      if (!query.success) return reply.code(400).send();
      const sheet = await exportWorklist(parts, actor, query.data, kind, now);
      if (!sheet.ok) return reply.code(400).send();
      return reply
        .type(kind === 'xlsx' ? excel : 'text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="orders.${kind}"`)
        .send(sheet.value);
    },
  },
  endpoint(
    routes.kinds,
    {
      permission: orderPermissions.read,
      person: 'none',
      summary: 'Kinds of orders with their states, actions and forms',
    },
    async ({ actor }) => succeed({ kinds: showKinds(parts, actor) }),
  ),
  endpoint(
    routes.worklist,
    {
      permission: orderPermissions.list,
      person: 'filtered',
      query: worklistQuery,
      summary: 'Orders of a queue, by page',
    },
    ({ actor, query, now }) => readWorklist(parts, actor, query, now),
  ),
  endpoint(
    routes.counts,
    {
      permission: orderPermissions.list,
      person: 'none',
      query: countsQuery,
      summary: 'Open orders of a queue by kind and state',
    },
    ({ actor, query, now }) => readCounts(parts, actor, query.queue ?? 'to-do', now),
  ),
  endpoint(
    routes.ofPerson,
    {
      permission: orderPermissions.read,
      person: ofPerson,
      params: personParams,
      summary: 'Orders of a person, newest first',
    },
    ({ actor, params, now }) => ordersOfPerson(parts, actor, params.personId, now),
  ),
  endpoint(
    routes.place,
    {
      permission: orderPermissions.place,
      person: ofPerson,
      params: personParams,
      body: placeBody,
      summary: 'Place an order; its id is made by the caller, so that it is placed once',
    },
    async ({ actor, params, body, now }) => {
      const placed = await inTransaction(parts.kernel.db, (q) =>
        placeOrder(parts, q, actor, { personId: params.personId, ...body }, now),
      );
      return placed.ok ? readOrder(parts, actor, params.personId, body.orderId) : fail(placed.problem);
    },
  ),
  endpoint(
    routes.read,
    {
      permission: orderPermissions.read,
      person: ofPerson,
      params: orderParams,
      summary: 'One order with its history, messages, ratings and what the reader may do',
    },
    ({ actor, params }) => readOrder(parts, actor, params.personId, params.orderId),
  ),
  endpoint(
    routes.move,
    {
      permission: orderPermissions.move,
      person: ofPerson,
      params: orderParams,
      body: moveBody,
      summary: 'Move an order on; one of several wins, a repeated key gets its first answer',
    },
    async ({ actor, params, body, now }) => {
      const moved = await inTransaction(parts.kernel.db, (q) =>
        moveOrder(parts, q, actor, { ...params, ...body }, now),
      );
      return moved.ok ? readOrder(parts, actor, params.personId, params.orderId) : fail(moved.problem);
    },
  ),
  endpoint(
    routes.rate,
    {
      permission: orderPermissions.rate,
      person: ofPerson,
      params: orderParams,
      body: rateBody,
      summary: 'Rate what was done',
    },
    async ({ actor, params, body, now }) => {
      const rated = await rateOrder(parts, actor, params.personId, params.orderId, body, now);
      return rated.ok ? readOrder(parts, actor, params.personId, params.orderId) : fail(rated.problem);
    },
  ),
  endpoint(
    routes.colleagues,
    { permission: orderPermissions.move, person: ofPerson, params: orderParams, summary: 'Who may take the order' },
    ({ params, now }) => readColleagues(parts, params.personId, params.orderId, now),
  ),
  endpoint(
    routes.series,
    {
      permission: orderPermissions.read,
      person: ofPerson,
      params: personParams,
      summary: 'Series of orders of a person',
    },
    async ({ params }) => succeed({ series: await readSeries(parts.kernel.db, params.personId) }),
  ),
  endpoint(
    routes.startSeries,
    {
      permission: orderPermissions.repeat,
      person: ofPerson,
      params: personParams,
      body: seriesBody,
      summary: 'Start a series that opens an order every so many days',
    },
    async ({ actor, params, body, now }) => {
      const started = await inTransaction(parts.kernel.db, (q) =>
        startSeries(parts, q, actor, { personId: params.personId, ...body }, now),
      );
      return started.ok ? oneSeries(parts.kernel.db, params.personId, body.seriesId) : fail(started.problem);
    },
  ),
  endpoint(
    routes.endSeries,
    {
      permission: orderPermissions.repeat,
      person: ofPerson,
      params: seriesParams,
      summary: 'End a series; open orders stay',
    },
    async ({ actor, params, now }) => {
      const ended = await inTransaction(parts.kernel.db, (q) =>
        endSeries(parts, q, actor, params.personId, params.seriesId, now),
      );
      return ended.ok ? oneSeries(parts.kernel.db, params.personId, params.seriesId) : fail(ended.problem);
    },
  ),
];
