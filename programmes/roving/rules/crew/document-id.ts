// Ids of the crew's documents, made alike on every device.
import { documentIdOf } from '#foundation/sync/rules/document-id.ts';

/** One person at one stop is one attendance. */
export const attendanceIdOf = (visitId: string, personId: string): Promise<string> =>
  documentIdOf('attendance', visitId, personId);
/** A form is filled once an attendance. */
export const formIdOf = (attendanceId: string, form: string): Promise<string> =>
  documentIdOf('form', attendanceId, form);
export const checkInIdOf = (visitId: string): Promise<string> => documentIdOf('check-in', visitId);
/** Changed particulars of a person who was known before. */
export const particularsIdOf = (personId: string): Promise<string> => documentIdOf('particulars', personId);
