// The roles of the county's staff, residents and machines, and how much of a person each of them sees.

export const roles = [
  'system-admin',
  'security-admin',
  'auditor',
  'bureau',
  'township-admin',
  'specialist',
  'gp',
  'village-doctor',
  'nurse',
  'pharmacist',
  'dispatcher',
  'resident',
  'integrator',
  'device',
] as const;
export type Role = (typeof roles)[number];

/** Roles of people who treat patients: they see names and findings of the people in their care. */
export const clinicalRoles: readonly Role[] = ['specialist', 'gp', 'village-doctor', 'nurse', 'pharmacist'];

/** `full`: everything; `masked`: names, numbers, phones and addresses shortened; `none`: sums only. */
export type View = 'full' | 'masked' | 'none';
export const viewOf: Record<Role, View> = {
  'system-admin': 'none',
  'security-admin': 'none',
  auditor: 'masked',
  bureau: 'masked',
  'township-admin': 'masked',
  specialist: 'full',
  gp: 'full',
  'village-doctor': 'full',
  nurse: 'full',
  pharmacist: 'full',
  dispatcher: 'full',
  resident: 'full',
  integrator: 'full',
  device: 'full',
};
