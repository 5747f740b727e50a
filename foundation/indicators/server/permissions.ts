// Who reads and recounts indicators.
export const indicatorPermissions = { read: 'indicators.scorecard.read', count: 'indicators.month.count' } as const;
export const permissions = {
  [indicatorPermissions.read]: ['bureau', 'township-admin', 'auditor'],
  [indicatorPermissions.count]: ['bureau'],
} as const;
