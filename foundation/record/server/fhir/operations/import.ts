// $import of files that stand elsewhere; ndjson in the body is taken as a stream by bulk-data/endpoints.ts.
import { importFiles, readImportParameters } from '../../bulk-data/start-import.ts';
import { jobPath } from '../../bulk-data/status.ts';
import { jsonBody } from '../request.ts';
import type { FhirOperation } from './operation.ts';

export const importNdjson: FhirOperation = {
  name: 'import',
  definition: 'http://hl7.org/fhir/uv/bulkdata/OperationDefinition/import',
  on: ['system'],
  methods: ['POST'],
  async run({ services, asking, request }) {
    const parameters = readImportParameters(jsonBody(request), asking.base);
    const jobId = await importFiles(services, asking, `${asking.base}/$import`, parameters);
    return { status: 202, headers: { 'content-location': `${asking.base}/${jobPath(jobId)}` }, body: '' };
  },
};
