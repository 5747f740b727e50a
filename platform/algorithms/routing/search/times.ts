// When a route reaches, serves and leaves its stops, with windows, shifts and absences; forward and backward.
import type { Model } from './model.ts';

/**
 * Start of service after leaving the stop before at `depart`. While the vehicle is away it neither drives nor serves:
 * a drive under way goes on afterwards, a service is not begun when it could not end before.
 */
export function startOf(
  depart: number,
  travel: number,
  open: number,
  service: number,
  awayFrom: number,
  awayTo: number,
): number {
  let arrival = depart + travel;
  if (depart < awayTo && arrival > awayFrom) arrival = awayTo + travel - Math.max(0, awayFrom - depart);
  const start = arrival > open ? arrival : open;
  return start < awayTo && start + service > awayFrom ? Math.max(awayTo, open) : start;
}

/** The latest departure with which service still starts at `latest` or before; `-Infinity` if none does. */
export function latestDeparture(
  latest: number,
  travel: number,
  open: number,
  service: number,
  awayFrom: number,
  awayTo: number,
): number {
  if (latest < open) return Number.NEGATIVE_INFINITY;
  let arrival = latest;
  if (latest < awayTo && latest + service > awayFrom) {
    if (open + service > awayFrom) return Number.NEGATIVE_INFINITY;
    arrival = awayFrom - service;
  }
  if (arrival <= awayFrom || arrival - travel >= awayTo) return arrival - travel;
  return awayFrom - (awayTo + travel - arrival);
}

export function refreshTimes(
  model: Model,
  r: number,
  order: Int32Array,
  length: number,
  leave: Float64Array,
  latest: Float64Array,
): void {
  const { nodes, seconds, stride, days, vehicles, n } = model;
  const day = (r / vehicles) | 0;
  const matrix = model.matrixOf[day]!;
  const base = r * stride;
  const [awayFrom, awayTo] = [model.awayFrom[r]!, model.awayTo[r]!];
  leave[base] = model.shiftFrom[r]!;
  for (let place = 1; place <= length + 1; place++) {
    const c = order[base + place]!;
    const travel = seconds[matrix + order[base + place - 1]! * nodes + c]!;
    const open = c < n ? model.windowFrom[c * days + day]! : 0;
    const service = c < n ? model.service[c]! : 0;
    leave[base + place] = startOf(leave[base + place - 1]!, travel, open, service, awayFrom, awayTo) + service;
  }
  latest[base + length + 1] = model.shiftTo[r]!;
  for (let place = length; place >= 0; place--) {
    const next = order[base + place + 1]!;
    const c = order[base + place]!;
    const travel = seconds[matrix + c * nodes + next]!;
    const open = next < n ? model.windowFrom[next * days + day]! : 0;
    const service = next < n ? model.service[next]! : 0;
    const depart = latestDeparture(latest[base + place + 1]!, travel, open, service, awayFrom, awayTo);
    latest[base + place] = place === 0 ? depart : Math.min(depart - model.service[c]!, model.windowTo[c * days + day]!);
  }
}
