// The time of day of an instant in Asia/Shanghai: 08:05; a dash where there is none.

export const clockOf = (at: string | undefined): string =>
  at ? new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(11, 16) : '—';
