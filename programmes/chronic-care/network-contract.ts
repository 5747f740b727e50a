// What crosses the wire of the graded network: its institutions, owners of phases, and levels of colours.
import { z } from 'zod';
import { route, type Day } from '#platform/contract.ts';
import { diseases, type Disease } from './rules/disease.ts';
import { carePhases, networkLevels, type Network } from './rules/network.ts';

export const networkPermissions = {
  read: 'chronic-care.network.read',
  write: 'chronic-care.network.write',
} as const;

const id = z.uuid();
const level = z.enum(networkLevels);
export const networkBody = z.strictObject({
  disease: z.enum(diseases),
  fromOn: z.iso.date(),
  leadId: id.optional(),
  keyIds: z.array(id).max(60),
  owners: z.strictObject(
    Object.fromEntries(carePhases.map((phase) => [phase, level])) as Record<(typeof carePhases)[number], typeof level>,
  ),
  colours: z.strictObject({ red: level, yellow: level, green: level }),
});
export type NetworkBody = z.infer<typeof networkBody>;

export interface NetworkReply {
  on: Day;
  network: Network;
  /** Diseases that nobody has set: their values are this system's own. */
  assumed: Disease[];
  organisations: { organisationId: string; name: string; kind: string; townshipName?: string }[];
  teams: number;
  /** People by disease and the level that looks after them; sums only. */
  people: { disease: Disease; level: string; count: number }[];
}
export const networkRoutes = {
  read: route<{ reply: NetworkReply }>('GET', '/api/chronic-care/network'),
  set: route<{ body: NetworkBody; reply: NetworkReply }>('POST', '/api/chronic-care/network'),
} as const;
