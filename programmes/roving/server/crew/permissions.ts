// The permissions under which crews work.
export const crewPermissions = { read: 'roving.attendance.read', write: 'roving.attendance.write' } as const;
