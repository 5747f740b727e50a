// The roles that an account can hold, in the order of the list (a test compares them with the kernel's).

export const roleNames = [
  'gp',
  'village-doctor',
  'nurse',
  'specialist',
  'pharmacist',
  'dispatcher',
  'bureau',
  'township-admin',
  'system-admin',
  'security-admin',
  'auditor',
  'resident',
  'integrator',
  'device',
] as const;
