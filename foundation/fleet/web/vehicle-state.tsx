// The state of a vehicle today in one tag: gone, gone by override, left without clearance, fit to go, or what is missing.
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import type { VehicleReadiness } from '../readiness-contract.ts';

export const missingOf = (vehicle: VehicleReadiness) => vehicle.findings.filter((one) => one.state === 'missing');
export const warnedOf = (vehicle: VehicleReadiness) => vehicle.findings.filter((one) => one.state === 'warned');

export const stateOf = (vehicle: VehicleReadiness) => {
  if (vehicle.departure) return vehicle.departure.override ? 'override' : 'gone';
  if (vehicle.alarm) return 'uncleared';
  if (!vehicle.ready) return 'not-ready';
  return warnedOf(vehicle).length > 0 ? 'warned' : 'ready';
};
export const vehicleStates = ['uncleared', 'override', 'not-ready', 'warned', 'ready', 'gone'] as const;

export function VehicleState({ vehicle }: { vehicle: VehicleReadiness }) {
  const { t } = useWords();
  const state = stateOf(vehicle);
  const level = {
    uncleared: 'red',
    override: 'red',
    'not-ready': 'red',
    warned: 'amber',
    ready: 'green',
    gone: 'green',
  } as const;
  const count = state === 'warned' ? warnedOf(vehicle).length : missingOf(vehicle).length;
  return <LevelTag level={level[state]}>{t(`fleet.state.${state}`, { count })}</LevelTag>;
}
