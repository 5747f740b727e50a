// Which roles hold the permissions of diagnostics.
import type { Permissions } from '#platform/kernel/access/access.ts';

export const permissions = {
  'diagnostics.study.read': ['gp', 'nurse', 'village-doctor', 'specialist'],
  'diagnostics.study.write': ['gp', 'nurse', 'village-doctor', 'specialist'],
  /** The queue of the own hospital; answers are signed with the account's name. */
  'diagnostics.reading.read': ['specialist'],
  'diagnostics.reading.answer': ['specialist'],
} as const satisfies Permissions;
