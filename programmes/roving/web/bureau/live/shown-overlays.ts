// What the map shows of the day: vehicles where they are or were, their tracks until then, their stops by state.
import type { MapOverlays } from '#platform/ui/map/map-overlays.ts';
import { light } from '#platform/ui/theme/tokens.ts';
import type { DayVehicle } from '../../../check-in-contract.ts';
import type { CheckInPolicy } from '../../../rules/visit-state.ts';
import { lastBefore, placeAt, stateAt, type TrackFixAt } from './replay.ts';
import { glyphOf, lookColour, lookOf, stateColour } from './vehicle-look.ts';

interface Shown {
  vehicles: readonly DayVehicle[];
  tracks: ReadonlyMap<string, readonly TrackFixAt[]>;
  policy: CheckInPolicy;
  /** Undefined: live. */
  at: number | undefined;
  chosen: string | undefined;
  stop: string | undefined;
}

export function shownOverlays({
  vehicles,
  tracks,
  policy,
  at,
  chosen,
  stop,
}: Shown): Pick<MapOverlays, 'vehicles' | 'tracks' | 'stops'> {
  const placeOf = (one: DayVehicle) => {
    if (at !== undefined) return placeAt(tracks.get(one.vehicleId) ?? [], at);
    if (one.latest) return one.latest;
    return one.base && { lon: one.base[0], lat: one.base[1] };
  };
  const colourOf = (one: DayVehicle) => {
    if (at === undefined) return lookColour[lookOf(one)];
    const states = one.stops.map((visit) => stateAt(visit, policy, at));
    if (states.includes('late')) return lookColour.late;
    return states.includes('under-way') ? lookColour['at-stop'] : lookColour['on-the-way'];
  };
  return {
    vehicles: vehicles.flatMap((one) => {
      const place = placeOf(one);
      if (!place) return [];
      const isChosen = one.vehicleId === chosen;
      return [
        {
          vehicleId: one.vehicleId,
          name: one.name,
          glyph: glyphOf[one.kind],
          lon: place.lon,
          lat: place.lat,
          colour: colourOf(one),
          chosen: isChosen,
        },
      ];
    }),
    tracks: vehicles.map((one) => {
      const whole = tracks.get(one.vehicleId) ?? [];
      const driven = at === undefined ? whole : whole.slice(0, lastBefore(whole, at) + 1);
      const here = placeOf(one);
      const line = driven.map(({ lon, lat }) => [lon, lat] as const);
      return {
        trackId: one.vehicleId,
        name: one.name,
        line: here && line.length > 0 ? [...line, [here.lon, here.lat] as const] : line,
        colour: light.sky,
        chosen: one.vehicleId === chosen,
      };
    }),
    // With a vehicle chosen its own stops alone: the map stays readable.
    stops: vehicles
      .filter((one) => chosen === undefined || one.vehicleId === chosen)
      .flatMap((one) =>
        one.stops.flatMap((visit) =>
          visit.at
            ? [
                {
                  stopId: visit.visitId,
                  name: visit.villageName,
                  lon: visit.at[0],
                  lat: visit.at[1],
                  colour: stateColour[at === undefined ? visit.state : stateAt(visit, policy, at)],
                  chosen: visit.visitId === stop || one.vehicleId === chosen,
                },
              ]
            : [],
        ),
      ),
  };
}
