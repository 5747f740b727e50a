// Binds the routes of prices and settlements to their use cases.
import { endpoint, type Endpoint, type RawEndpoint } from '#platform/kernel/http/endpoint.ts';
import {
  billingRoutes as routes,
  priceImportBody,
  pricesQuery,
  priceTemplatePath,
  settlementParams,
  settlementsExportPath,
  settlementsQuery,
} from '../contract.ts';
import type { Parts } from './parts.ts';
import { importPrices, priceTemplate, readPrices } from './use-cases/prices.ts';
import { exportSettlements, readSettlements, retrySettlement } from './use-cases/read-settlements.ts';

const excel = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const endpointsOf = (parts: Parts): (Endpoint | RawEndpoint)[] => [
  endpoint(
    routes.prices,
    { permission: 'billing.price.read', person: 'none', query: pricesQuery, summary: 'Prices in force on a day' },
    ({ query, now }) => readPrices(parts, query, now),
  ),
  endpoint(
    routes.importPrices,
    {
      permission: 'billing.price.import',
      person: 'none',
      body: priceImportBody,
      bodyLimit: 15_000_000,
      summary: 'Import prices from Excel; a dry run names every bad cell',
    },
    ({ actor, body }) => importPrices(parts, actor, body),
  ),
  endpoint(
    routes.settlements,
    {
      permission: 'billing.settlement.read',
      person: 'none',
      query: settlementsQuery,
      summary: 'Settlements of the own organisations with sums by state; nobody is named',
    },
    ({ actor, query }) => readSettlements(parts, actor, query),
  ),
  endpoint(
    routes.retry,
    {
      permission: 'billing.settlement.retry',
      person: 'none',
      params: settlementParams,
      summary: 'Send a settlement again',
    },
    ({ actor, params, now }) => retrySettlement(parts, actor, params.settlementId, now),
  ),
  {
    kind: 'raw',
    method: 'GET',
    path: settlementsExportPath,
    permission: 'billing.settlement.read',
    summary: 'The list of settlements as CSV or Excel (format=csv|xlsx)',
    async handle(request, reply, actor) {
      const { format, ...rest } = request.query as Record<string, string>;
      const query = settlementsQuery.safeParse(rest);
      const kind = format === 'xlsx' ? 'xlsx' : 'csv';
      const sheet = await exportSettlements(parts, actor, query.success ? query.data : {}, kind);
      return reply
        .type(kind === 'xlsx' ? excel : 'text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="settlements.${kind}"`)
        .send(sheet);
    },
  },
  {
    kind: 'raw',
    method: 'GET',
    path: priceTemplatePath,
    permission: 'billing.price.import',
    summary: 'The empty price sheet',
    handle: async (_request, reply) =>
      reply
        .type(excel)
        .header('content-disposition', 'attachment; filename="prices.xlsx"')
        .send(await priceTemplate()),
  },
];
