// Loads the sample catalogue, qualifications and graded elders of a generated county.
import type { CatalogueItem } from '../../rules/catalogue-item.ts';
import type { Parts } from '../parts.ts';
import { insertAssessments, type AssessmentRow } from '../store/assessment.ts';
import { saveItems } from '../store/catalogue.ts';
import { saveElder, saveServiceGiven, type ElderListing } from '../store/elder.ts';
import { saveQualification, type QualificationRow } from '../store/qualification.ts';

export interface HomeCareLoad {
  items: readonly CatalogueItem[];
  qualifications: readonly QualificationRow[];
  assessments: readonly AssessmentRow[];
  elders: readonly ElderListing[];
  services: readonly Parameters<typeof saveServiceGiven>[1][];
}

export const loadHomeCare = ({ kernel }: Parts, load: HomeCareLoad): Promise<void> =>
  kernel.db.tx(async (q) => {
    await saveItems(q, load.items);
    for (const row of load.qualifications) await saveQualification(q, row);
    await insertAssessments(q, load.assessments);
    for (const row of load.elders) await saveElder(q, row);
    for (const row of load.services) await saveServiceGiven(q, row);
  });
