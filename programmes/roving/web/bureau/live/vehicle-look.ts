// How the phase of a vehicle and the state of a visit look: colour with a word and a shape beside it.
import type { Level } from '#platform/ui/states/level.tsx';
import { light } from '#platform/ui/theme/tokens.ts';
import type { DayVehicle, VehiclePhase, VisitCheckIn } from '../../../check-in-contract.ts';
import type { VisitState } from '../../../rules/visit-state.ts';

const grey = '#5B6470';
/** Late comes before where it is: it needs somebody. */
export type VehicleLook = VehiclePhase | 'late';
export const vehicleLooks = [
  'late',
  'silent',
  'on-the-way',
  'at-stop',
  'returning',
  'returned',
  'at-base',
  'no-visits',
] as const satisfies readonly VehicleLook[];

export const lookColour: Record<VehicleLook, string> = {
  late: light.red,
  silent: light.amber,
  'on-the-way': light.sky,
  'at-stop': light.green,
  returning: '#3F7F93',
  returned: grey,
  'at-base': grey,
  'no-visits': '#A9B6B0',
};
export const lookShape: Record<VehicleLook, string> = {
  late: '▲',
  silent: '◆',
  'on-the-way': '▶',
  'at-stop': '●',
  returning: '◀',
  returned: '■',
  'at-base': '■',
  'no-visits': '□',
};
export const stateColour: Record<VisitState, string> = {
  upcoming: '#9DBBDD',
  due: light.amber,
  'under-way': light.sky,
  done: light.green,
  'short-stay': light.amber,
  late: light.red,
  missed: light.red,
  untracked: '#8FA09A',
};
export const stateLevel: Record<VisitState, Level | undefined> = {
  upcoming: undefined,
  due: 'amber',
  'under-way': 'green',
  done: 'green',
  'short-stay': 'amber',
  late: 'red',
  missed: 'red',
  untracked: undefined,
};
const isLate = (stop: VisitCheckIn) =>
  stop.state === 'late' || stop.alarms.some((one) => one.kind === 'late' && !one.resolvedAt);
export const lookOf = (vehicle: DayVehicle): VehicleLook => (vehicle.stops.some(isLate) ? 'late' : vehicle.phase);
export const glyphOf = {
  comprehensive: 'comprehensive-vehicle',
  'follow-up': 'follow-up-vehicle',
  'computed-tomography': 'ct-truck',
  ambulance: 'ambulance',
} as const;
