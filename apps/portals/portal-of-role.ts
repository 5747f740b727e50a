// Which door a role uses, so that whoever signs in stands in the right room.

export type PortalName = 'resident' | 'clinic' | 'crew' | 'bureau';
export const portalNames: readonly PortalName[] = ['resident', 'clinic', 'crew', 'bureau'];

/** The first door is the one that opens where no other was asked for. */
const doors: Record<string, readonly PortalName[]> = {
  resident: ['resident'],
  specialist: ['clinic', 'crew'],
  gp: ['clinic', 'crew'],
  'village-doctor': ['clinic', 'crew'],
  nurse: ['clinic', 'crew'],
  pharmacist: ['clinic'],
  bureau: ['bureau'],
  'township-admin': ['bureau'],
  auditor: ['bureau'],
  'system-admin': ['bureau'],
  'security-admin': ['bureau'],
  integrator: ['bureau'],
  dispatcher: ['clinic'],
};

export const portalOfRole = (role: string): PortalName | undefined => doors[role]?.[0];
export const portalsOf = (roles: readonly { role: string }[]): PortalName[] => [
  ...new Set(roles.flatMap(({ role }) => doors[role] ?? [])),
];

/** Where to go after signing in: back to the page that asked, never to another site. */
export function placeAfterSignIn(portal: PortalName, back: string | null): string {
  const home = `/${portal}/`;
  return back?.startsWith(home) && !back.includes('//') && !back.includes('\\') ? back : home;
}
