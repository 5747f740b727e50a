// The list in force where a county has none of its own; a county replaces it by a dated setting along the organisation path.
import { readinessChecklist, type ReadinessChecklist } from '../checklist-contract.ts';
import usual from '../data/readiness-checklist.json' with { type: 'json' };

export const usualChecklist: ReadinessChecklist = readinessChecklist.parse(usual);
