// The ten entries (the source says "more than ten" without a list: this list is ours) and where each lands; nothing else can be reached by a deep link.

export interface Entry {
  /** Part of the address `/door/<provider>/<key>`. */
  key: string;
  /** Page of the residents' portal. */
  path: string;
}

export const entries: readonly Entry[] = [
  { key: 'family-doctor', path: '/resident/family-doctor' },
  { key: 'ask-doctor', path: '/resident/family-doctor/messages' },
  { key: 'roving-visits', path: '/resident/visits' },
  { key: 'record', path: '/resident/record' },
  { key: 'orders', path: '/resident/orders' },
  { key: 'home-care', path: '/resident/home-care' },
  { key: 'cloud-referral', path: '/resident/orders/new/cloud-referral' },
  { key: 'cloud-admission', path: '/resident/orders/new/cloud-admission' },
  { key: 'notices', path: '/resident/notices' },
  { key: 'who-looked', path: '/resident/looked' },
];

export const entryOf = (key: string): Entry | undefined => entries.find((entry) => entry.key === key);

/** The entry that comes nearest to a notification's link; without ids in the address, so that a card says nothing. */
export function entryForLink(link: string | undefined): Entry {
  const path = `/resident/${(link ?? '').replace(/^\/+/, '')}`;
  const fitting = entries
    .filter((entry) => path === entry.path || path.startsWith(`${entry.path}/`))
    .toSorted((left, right) => right.path.length - left.path.length);
  return entryOf(link ?? '') ?? fitting[0] ?? entryOf('notices')!;
}

const staffPortals: Record<string, string> = {
  specialist: 'clinic',
  gp: 'clinic',
  'village-doctor': 'clinic',
  nurse: 'clinic',
  pharmacist: 'clinic',
  dispatcher: 'clinic',
  bureau: 'bureau',
  'township-admin': 'bureau',
  auditor: 'bureau',
  'system-admin': 'bureau',
  'security-admin': 'bureau',
};

export interface Landing {
  portal: string;
  path: string;
}

/** Entries are pages of residents; staff land in their own portal. Nobody else comes in this way. */
export function landingOf(roles: readonly string[], entry: Entry): Landing | undefined {
  if (roles.includes('resident')) return { portal: 'resident', path: entry.path };
  const portal = roles.map((role) => staffPortals[role]).find(Boolean);
  return portal ? { portal, path: `/${portal}/` } : undefined;
}
