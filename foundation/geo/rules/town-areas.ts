// Schematic town areas (示意): each point of the county goes to the nearest seat, as long as real boundaries are not open data.
import type { LonLat } from '#platform/contract.ts';
import { planeAround } from './distance.ts';
import { clip, contains, nearerTo, ringArea, type Ring } from './polygon.ts';

/** Rings in degrees around one county; outlines with holes do not occur among counties that we draw. */
export type Outline = readonly (readonly LonLat[])[];

/** The cells of the seats inside the outline, in the order of the seats; a cell may have several rings. */
export function townAreas(outline: Outline, seats: readonly LonLat[]): LonLat[][][] {
  const plane = planeAround(seats[0] ?? [0, 0]);
  const rings = outline.map((ring) => openRing(ring).map(plane.toMetres));
  const points = seats.map(plane.toMetres);
  return points.map((own) => {
    let cell: readonly Ring[] = rings;
    for (const other of points) if (other !== own) cell = cell.flatMap((ring) => clip(ring, nearerTo(own, other)));
    return cell.map((ring) => ring.map(plane.toDegrees));
  });
}

/** Without the repeated last corner that GeoJSON writes. */
export function openRing(ring: readonly LonLat[]): readonly LonLat[] {
  const [first, last] = [ring[0]!, ring.at(-1)!];
  return ring.length > 1 && first[0] === last[0] && first[1] === last[1] ? ring.slice(0, -1) : ring;
}

export function areaSquareMetres(outline: Outline): number {
  const origin = outline[0]?.[0];
  if (!origin) return 0;
  const plane = planeAround(origin);
  return outline.reduce((sum, ring) => sum + Math.abs(ringArea(openRing(ring).map(plane.toMetres))), 0);
}

export const isInside = (outline: Outline, position: LonLat): boolean =>
  outline.some((ring) => contains(openRing(ring), position));
