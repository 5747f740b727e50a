// $viewdefinition-run: the ViewDefinition/$run of SQL on FHIR v2 for a view that is sent along. It stands on the system,
// because ViewDefinition is no type of R4.
import { compileView, rowObject } from '../../../rules/view-definition/run-view.ts';
import type { CompiledView } from '../../../rules/view-definition/compile-view.ts';
import { ViewError } from '../../../rules/view-definition/view.ts';
import { exportPage } from '../../bulk-data/store/export-rows.ts';
import { Refusal } from '../../refusal.ts';
import { showText } from '../../seal.ts';
import { readResource } from '../../use-cases/read-resource.ts';
import { refuseOutOfScope } from '../../use-cases/refuse-out-of-scope.ts';
import { tableOf } from '../../store/tables.ts';
import { Args, permissions, visible } from '../../store/visibility.ts';
import { csvLine } from '../../views/csv.ts';
import { viewPermission } from '../../views/run-view.ts';
import { see } from '../call.ts';
import type { Call } from '../call.ts';
import { jsonBody } from '../request.ts';
import type { FhirOperation } from './operation.ts';

const mostRows = 10_000;
const pageSize = 1_000;
const formats = { ndjson: 'application/x-ndjson', json: 'application/json', csv: 'text/csv; charset=utf-8' } as const;

interface Wanted {
  view: CompiledView;
  format: keyof typeof formats;
  header: boolean;
  limit: number;
  since?: string;
  /** Patient/<id> whose resources alone count. */
  patient?: string;
  /** Resources sent along, in place of those that are stored. */
  resources: object[];
}

const refuse = (text: string): never => {
  throw new Refusal('invalid', text, { code: 'value' });
};

function readParameters(body: Record<string, unknown>): Wanted {
  if (body.resourceType !== 'Parameters' || !Array.isArray(body.parameter)) refuse('The body must be Parameters.');
  let view: unknown;
  const wanted: Omit<Wanted, 'view'> = { format: 'ndjson', header: true, limit: mostRows, resources: [] };
  for (const one of body.parameter as Record<string, unknown>[]) {
    const value = Object.entries(one).find(([key]) => key.startsWith('value'))?.[1];
    const { name } = one;
    if (name === 'viewResource') view = one.resource;
    else if (name === 'resource' && typeof one.resource === 'object') wanted.resources.push(one.resource!);
    else if (name === '_format' && typeof value === 'string' && Object.hasOwn(formats, value))
      wanted.format = value as 'csv';
    else if (name === 'header' && typeof value === 'boolean') wanted.header = value;
    else if (name === '_limit' && Number.isInteger(value) && Number(value) > 0)
      wanted.limit = Math.min(mostRows, Number(value));
    else if (name === '_since' && typeof value === 'string' && !Number.isNaN(Date.parse(value)))
      wanted.since = new Date(value).toISOString();
    else if (name === 'patient' && typeof (value as { reference?: unknown })?.reference === 'string')
      wanted.patient = (value as { reference: string }).reference;
    else refuse(`The parameter ${String(name)} is not supported, or not with this value.`);
  }
  if (view === undefined) refuse('The parameter viewResource is needed.');
  return { ...wanted, view: compileView(view) };
}

/** Stored resources of the view's type that the asker may see, as the asker sees them. */
async function* storedResources(call: Call, { view, since, patient }: Wanted): AsyncIterable<unknown> {
  const { services, asking } = call;
  const { db, access, cipher } = services.kernel;
  refuseOutOfScope(access, asking.actor, view.resource, 's');
  const table = tableOf(view.resource);
  const args = new Args();
  let sql = await visible(access, asking.actor, table, 't', args, asking.now);
  if (patient !== undefined) {
    const [, id] = /^Patient\/([A-Za-z0-9\-.]{1,64})$/.exec(patient) ?? refuse('patient must be Patient/<id>.');
    const { patientId } = await readResource(services, asking, 'Patient', id!);
    sql = table.personal ? `${sql} and t.patient_id = ${args.add(patientId)}::uuid` : 'false';
  }
  const shown = access.view(asking.actor, permissions.read);
  const span = { since, until: asking.now.toISOString() };
  for (let after: { patientId: string; id: string } | undefined; ;) {
    const page = await exportPage(db, view.resource, [{ sql, values: args.values }], span, after, pageSize);
    see(call, page.persons);
    for (const line of page.resources > 0 ? page.lines.split('\n') : [])
      yield JSON.parse(showText(cipher, shown, line));
    if (page.resources < pageSize) return;
    after = page.last;
  }
}

const asText = (value: unknown): string | null =>
  value === null || value === undefined
    ? null
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value as string);

function written({ view, format, header }: Wanted, rows: readonly unknown[][]): string {
  if (format === 'csv') {
    const head = header ? csvLine(view.columns.map((column) => column.name)) : '';
    return head + rows.map((row) => csvLine(row.map(asText))).join('');
  }
  const lines = rows.map((row) => JSON.stringify(rowObject(view, row)));
  return format === 'json' ? `[${lines.join(',')}]` : lines.map((line) => `${line}\n`).join('');
}

async function rowsOf(call: Call, wanted: Wanted): Promise<unknown[][]> {
  const rows: unknown[][] = [];
  const resources = wanted.resources.length > 0 ? wanted.resources : storedResources(call, wanted);
  for await (const resource of resources)
    for (const row of wanted.view.rowsOf(resource)) {
      rows.push(row);
      if (rows.length === wanted.limit) return rows;
    }
  return rows;
}

export const viewDefinitionRun: FhirOperation = {
  name: 'viewdefinition-run',
  definition: 'http://sql-on-fhir.org/OperationDefinition/$run',
  on: ['system'],
  methods: ['POST'],
  async run(call) {
    const { services, asking, request } = call;
    if (!services.kernel.access.holds(asking.actor, viewPermission))
      throw new Refusal('forbidden', 'This account may not run views.');
    try {
      const wanted = readParameters(jsonBody(request));
      const rows = await rowsOf(call, wanted);
      await services.kernel.audit.recordRead(asking.actor, {
        action: 'execute',
        permission: viewPermission,
        outcome: 'success',
        object: `$viewdefinition-run/${wanted.view.resource}`,
        detail: { rows: rows.length },
      });
      return { status: 200, headers: { 'content-type': formats[wanted.format] }, body: written(wanted, rows) };
    } catch (error) {
      if (!(error instanceof ViewError)) throw error;
      throw new Refusal(
        'invalid',
        error.faults.map(({ where, message }) => ({
          severity: 'error',
          code: 'invalid',
          diagnostics: message,
          expression: [where],
        })),
      );
    }
  },
};
