// $export of the whole store and of all patients: begins a job and tells where its status stands.
import { isAsynchronous, jsonBody } from '../request.ts';
import type { FhirReply } from '../request.ts';
import type { Call } from '../call.ts';
import { Refusal } from '../../refusal.ts';
import { pairsOf, readExportParameters } from '../../bulk-data/export-parameters.ts';
import { startExport } from '../../bulk-data/start-export.ts';
import { jobPath } from '../../bulk-data/status.ts';
import type { ExportParameters } from '../../bulk-data/job.ts';
import type { FhirOperation } from './operation.ts';

async function run(call: Call, level: ExportParameters['level']): Promise<FhirReply> {
  const { services, asking, request, pairs } = call;
  if (!isAsynchronous(request))
    throw new Refusal('invalid', '$export needs the header Prefer: respond-async.', { code: 'required' });
  const given = request.method === 'POST' ? [...pairs, ...pairsOf(jsonBody(request))] : pairs;
  const parameters = readExportParameters(given, level, asking.base, asking.lenient);
  const url = `${asking.base}${request.path}${request.query ? `?${request.query}` : ''}`;
  const jobId = await startExport(services, asking, url, parameters);
  return { status: 202, headers: { 'content-location': `${asking.base}/${jobPath(jobId)}` }, body: '' };
}

const shared = { name: 'export', methods: ['GET', 'POST'] } as const;

export const exportAll: FhirOperation = {
  ...shared,
  definition: 'http://hl7.org/fhir/uv/bulkdata/OperationDefinition/export',
  on: ['system'],
  run: (call) => run(call, 'system'),
};

export const exportPatients: FhirOperation = {
  ...shared,
  definition: 'http://hl7.org/fhir/uv/bulkdata/OperationDefinition/patient-export',
  on: ['type'],
  types: ['Patient'],
  run: (call) => run(call, 'patient'),
};
