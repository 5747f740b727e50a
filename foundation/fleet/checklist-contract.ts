// The readiness list as data: what a vehicle of each kind must have before it may leave.
import { z } from 'zod';
import { vehicleKinds } from './contract.ts';
import { crewRoles } from './rules/crew-on.ts';

const name = z.string().regex(/^[a-z0-9-]{2,40}$/);
const requirement = z.discriminatedUnion('check', [
  /** Tried out on the day itself; `automatic` where a system of the county can be asked. */
  z.strictObject({ item: name, check: z.literal('proof'), how: z.enum(['automatic', 'manual']) }),
  /** On board, in order, and with a calibration certificate that is valid on the day. */
  z.strictObject({ item: name, check: z.literal('equipment'), calibrated: z.boolean() }),
  /** Something on the list, and nothing of it expired. */
  z.strictObject({ item: name, check: z.literal('stock') }),
  /** A document of the vehicle that is valid on the day. */
  z.strictObject({ item: name, check: z.literal('document') }),
  z.strictObject({
    item: name,
    check: z.literal('crew'),
    role: z.enum(crewRoles),
    licenceClasses: z.array(z.string().max(4)).optional(),
  }),
  /** Neither in maintenance nor otherwise out of service. */
  z.strictObject({ item: name, check: z.literal('availability') }),
]);
export type Requirement = z.infer<typeof requirement>;

export const readinessChecklist = z.strictObject({
  /** Where the list comes from, in words that the screens show. */
  source: z.string().min(1).max(200),
  version: z.string().min(1).max(20),
  /** Figures without a source. */
  assumed: z.array(z.string().max(200)),
  nearExpiryDays: z.int().min(0).max(365),
  dueSoonDays: z.int().min(0).max(365),
  terminalSilentMinutes: z.int().min(1).max(1_440),
  overrideReasonCharacters: z.int().min(1).max(200),
  kinds: z.partialRecord(z.enum(vehicleKinds), z.array(requirement).min(1).max(60)),
});
export type ReadinessChecklist = z.infer<typeof readinessChecklist>;
