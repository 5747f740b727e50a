// Binds the routes of views to their use cases, and streams a view's table as CSV.
import { Readable } from 'node:stream';
import { fail, succeed } from '#platform/contract.ts';
import { endpoint } from '#platform/kernel/http/endpoint.ts';
import type { Endpoint, RawEndpoint } from '#platform/kernel/http/endpoint.ts';
import { sendProblem } from '#platform/kernel/http/problem-reply.ts';
import {
  checkViewRoute,
  deleteViewRoute,
  runViewRoute,
  saveViewRoute,
  viewParamsSchema,
  viewRoute,
  viewRowsRoute,
  viewToCheckSchema,
  viewToSaveSchema,
  viewsRoute,
} from '../../contract.ts';
import { viewUnknown } from '../problems.ts';
import type { RecordServices } from '../services.ts';
import { csvLine } from './csv.ts';
import { deleteView, faultsOf, ownTable, putView, runViewNow, showRows, showView, showViews } from './manage-views.ts';
import { viewPermission } from './run-view.ts';
import type { StoredView } from './store/definitions.ts';
import { tablePage } from './store/flat-table.ts';

const csvPage = 5_000;

async function* csvOf(
  services: RecordServices,
  view: StoredView & { table: NonNullable<StoredView['table']> },
): AsyncIterable<string> {
  const { columns } = view.table;
  // The mark lets spreadsheets read Chinese.
  yield `\uFEFF${csvLine(columns.map((column) => column.name))}`;
  for (let after = 0; ;) {
    const { rows, last } = await tablePage(services.kernel.db, view.name, columns, after, csvPage);
    if (rows.length === 0) return;
    after = last;
    yield rows.map(csvLine).join('');
  }
}

function csvEndpoint(services: RecordServices): RawEndpoint {
  return {
    kind: 'raw',
    method: 'GET',
    path: '/api/record/views/:name/csv',
    permission: viewPermission,
    summary: 'The flat table of a view as CSV',
    auditsItself: true,
    async handle(request, reply, actor, now) {
      const params = viewParamsSchema.safeParse(request.params);
      const view = params.success
        ? await ownTable(services, { actor, now, name: params.data.name })
        : fail(viewUnknown);
      const { audit, messages } = services.kernel;
      await audit.recordRead(actor, {
        action: 'read',
        permission: viewPermission,
        outcome: view.ok ? 'success' : 'refused',
        ...(view.ok
          ? { object: `record_view.${view.value.name}`, detail: { rows: view.value.table.rows, csv: true } }
          : {}),
      });
      if (!view.ok) return sendProblem(reply, view.problem, messages, actor.locale);
      void reply.type('text/csv; charset=utf-8').headers({
        'content-disposition': `attachment; filename="${view.value.name}.csv"`,
        'cache-control': 'no-store',
      });
      return reply.send(Readable.from(csvOf(services, view.value), { objectMode: false }));
    },
  };
}

export function viewEndpoints(services: RecordServices): (Endpoint | RawEndpoint)[] {
  const shared = { permission: viewPermission, person: 'none' } as const;
  const named = { ...shared, params: viewParamsSchema };
  return [
    endpoint(viewsRoute, { ...shared, summary: 'Views of the county with their runs' }, ({ actor }) =>
      showViews(services, actor),
    ),
    endpoint(viewRoute, { ...named, summary: 'A view with its definition' }, ({ actor, now, params }) =>
      showView(services, { actor, now, name: params.name }),
    ),
    endpoint(
      saveViewRoute,
      {
        ...named,
        body: viewToSaveSchema,
        needsIfMatch: false,
        summary: 'Save a view; If-Match where it stands already',
      },
      ({ actor, now, params, body, ifMatch }) => putView(services, { actor, now, name: params.name, body, ifMatch }),
    ),
    endpoint(deleteViewRoute, { ...named, summary: 'Remove a view and its table' }, ({ actor, now, params }) =>
      deleteView(services, { actor, now, name: params.name }),
    ),
    endpoint(runViewRoute, { ...named, summary: 'Fill the table of a view' }, ({ actor, now, params }) =>
      runViewNow(services, { actor, now, name: params.name }),
    ),
    endpoint(viewRowsRoute, { ...named, summary: 'First rows of a view’s table' }, ({ actor, now, params }) =>
      showRows(services, { actor, now, name: params.name }),
    ),
    endpoint(checkViewRoute, { ...shared, body: viewToCheckSchema, summary: 'Faults of a view' }, ({ body }) =>
      Promise.resolve(succeed({ faults: faultsOf(body.definition) })),
    ),
    csvEndpoint(services),
  ];
}
