// The patient summary of one person to read and to print.
import { succeed, type Result } from '#platform/contract.ts';
import { personFacts } from '../../../rules/person-facts.ts';
import { readableSections } from '../../../rules/patient-summary/readable-summary.ts';
import type { SummaryReply } from '../../../transfer-contract.ts';
import type { RecordServices } from '../../services.ts';
import { summarisePatient } from '../summarise-patient.ts';
import { withPatient, type Transfer } from './own-patient.ts';

interface Entry {
  fullUrl: string;
  resource: Record<string, unknown> & { resourceType: string };
}

export const readSummary = (services: RecordServices, transfer: Transfer): Promise<Result<SummaryReply>> =>
  withPatient(services, transfer, async (patientId, asking) => {
    const { document } = await summarisePatient(services, asking, patientId);
    const entries = (document as { entry: Entry[] }).entry;
    const [composition] = entries;
    const patient = entries.find(({ resource }) => resource.resourceType === 'Patient')!.resource;
    const { name, sex, birthOn, idNumber, phone, simulated } = personFacts(patient);
    const [author] = composition!.resource.author as { reference: string }[];
    const keeper = entries.find(({ fullUrl }) => fullUrl === author!.reference)?.resource.name;
    return succeed({
      at: transfer.now.toISOString(),
      name: name ?? '',
      sex,
      ...(birthOn && { birthOn }),
      ...(idNumber && { idNumber }),
      ...(phone && { phone }),
      keeper: typeof keeper === 'string' ? keeper : '',
      simulated,
      sections: readableSections(document),
    });
  });
