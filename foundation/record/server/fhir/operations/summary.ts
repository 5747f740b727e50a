// Patient/$summary: the patient summary of the IPS as a document.
import { Refusal } from '../../refusal.ts';
import { summarisePatient } from '../../use-cases/summarise-patient.ts';
import { audited, plain, see } from '../call.ts';
import type { FhirOperation } from './operation.ts';

export const summary: FhirOperation = {
  name: 'summary',
  definition: 'http://hl7.org/fhir/uv/ips/OperationDefinition/summary',
  on: ['instance'],
  types: ['Patient'],
  methods: ['GET', 'POST'],
  async run(call, { id }) {
    const other = call.pairs.find(([key]) => !['_format', '_pretty', 'profile'].includes(key));
    if (other) throw new Refusal('invalid', `${other[0]} is not supported by $summary.`, { code: 'not-supported' });
    const { patientId, document } = await summarisePatient(call.services, call.asking, id!);
    see(call, [patientId]);
    await audited(call, 'read', `Patient/${id!}/$summary`);
    return plain(document);
  },
};
