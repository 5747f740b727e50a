// Which door a role uses, so that whoever signs in stands in the right room.

export type PortalName = 'resident' | 'clinic' | 'bureau';
export const portalNames: readonly PortalName[] = ['resident', 'clinic', 'bureau'];

const doors: Record<string, PortalName> = {
  resident: 'resident',
  specialist: 'clinic',
  gp: 'clinic',
  'village-doctor': 'clinic',
  nurse: 'clinic',
  pharmacist: 'clinic',
  bureau: 'bureau',
  'township-admin': 'bureau',
  auditor: 'bureau',
  'system-admin': 'bureau',
  'security-admin': 'bureau',
  integrator: 'bureau',
  dispatcher: 'clinic',
};

export const portalOfRole = (role: string): PortalName | undefined => doors[role];
export const portalsOf = (roles: readonly { role: string }[]): PortalName[] => [
  ...new Set(roles.map(({ role }) => doors[role]).filter((portal) => portal !== undefined)),
];

/** Where to go after signing in: back to the page that asked, never to another site. */
export function placeAfterSignIn(portal: PortalName, back: string | null): string {
  const home = `/${portal}/`;
  return back?.startsWith(home) && !back.includes('//') && !back.includes('\\') ? back : home;
}
