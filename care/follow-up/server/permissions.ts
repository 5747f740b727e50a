// Which roles hold the permissions of follow-up.
import type { Permissions } from '#platform/kernel/access/access.ts';

const team = ['gp', 'nurse', 'village-doctor', 'specialist'] as const;

export const permissions = {
  'follow-up.template.read': team,
  'follow-up.template.write': team,
  'follow-up.round.read': team,
  'follow-up.round.start': ['gp', 'village-doctor', 'specialist', 'nurse'],
  'follow-up.answer.read': team,
  'follow-up.answer.write': team,
  /** On the own television. */
  'follow-up.own.answer': ['resident'],
  'follow-up.reach-policy.read': ['bureau', 'auditor'],
  'follow-up.reach-policy.write': ['bureau'],
} as const satisfies Permissions;
