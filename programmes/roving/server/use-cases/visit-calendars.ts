// The published visits of a village or of a vehicle as calendar files.
import type { Actor } from '#platform/kernel/access/actor.ts';
import { dayOf } from '#platform/contract.ts';
import { scheduleBundle } from '../../rules/fhir-schedule.ts';
import { icalendar, type CalendarEntry } from '../../rules/icalendar.ts';
import { monthOf } from '../../rules/month.ts';
import type { Parts } from '../parts.ts';
import { publishedPlans } from '../store/plan.ts';
import { listVisits } from '../store/visit.ts';
import { countyOf } from './county-of.ts';
import { gatherMonth } from './gather-month.ts';
import { villageVisits } from './village-visits.ts';

/** Undefined for a village that is unknown. */
export async function villageCalendar(
  parts: Parts,
  villageId: string,
  fromOn: string,
  now: Date,
): Promise<string | undefined> {
  const { villageName, visits } = await villageVisits(parts, villageId, fromOn);
  if (!villageName) return undefined;
  const word = (code: string, parameters: Record<string, string> = {}) =>
    parts.kernel.messages.render('zh-CN', `roving.calendar.${code}`, parameters);
  const entries = visits.map((visit): CalendarEntry => ({
    uid: visit.visitId,
    on: visit.on,
    startMinute: visit.startMinute,
    endMinute: visit.leaveMinute,
    summary: word(visit.service, { village: villageName }),
    location: visit.pointName,
    description: visit.doctorName ? word('comes', { doctor: visit.doctorName }) : word('bring'),
  }));
  return icalendar(word('village', { village: villageName }), entries, now);
}

/** Undefined for a vehicle of another county. */
export async function vehicleCalendar(
  parts: Parts,
  actor: Actor,
  vehicleId: string,
  now: Date,
): Promise<string | undefined> {
  const days = await vehicleDays(parts, actor, vehicleId, now);
  if (!days) return undefined;
  const { month, vehicle, visits } = days;
  const stops = new Map(month.facts.stops.map((stop) => [stop.villageId, stop]));
  const entries = visits.map((visit): CalendarEntry => {
    const stop = stops.get(visit.villageId);
    return {
      uid: visit.visitId,
      on: visit.on,
      startMinute: visit.startMinute,
      endMinute: visit.leaveMinute,
      summary: `${stop?.villageName ?? ''} ${stop?.teamName ?? ''}`.trim(),
      location: stop?.servicePointName ?? '',
      description: (visit.staffId && month.staffNames.get(visit.staffId)) ?? '',
    };
  });
  return icalendar(vehicle.name, entries, now);
}

/** The same days as a FHIR Bundle of one Schedule with its Slots. */
export async function vehicleSchedule(
  parts: Parts,
  actor: Actor,
  vehicleId: string,
  now: Date,
): Promise<object | undefined> {
  const days = await vehicleDays(parts, actor, vehicleId, now);
  if (!days) return undefined;
  const names = new Map(days.month.facts.stops.map((stop) => [stop.servicePointId ?? '', stop.servicePointName ?? '']));
  return scheduleBundle(days.vehicle, days.visits, names, days.simulated);
}

async function vehicleDays(parts: Parts, actor: Actor, vehicleId: string, now: Date) {
  const county = await countyOf(parts, actor);
  if (!county) return undefined;
  const q = parts.kernel.db;
  const month = await gatherMonth(parts, q, county.countyId, monthOf(dayOf(now)));
  const vehicle = month.facts.vehicles.find((one) => one.vehicleId === vehicleId);
  if (!vehicle) return undefined;
  const plans = await publishedPlans(q, county.countyId, monthOf(dayOf(now)));
  const ids = plans.map((plan) => plan.planId);
  const simulated = plans.some((plan) => plan.simulated);
  return { month, vehicle, simulated, visits: await listVisits(q, ids, { vehicleId }) };
}
