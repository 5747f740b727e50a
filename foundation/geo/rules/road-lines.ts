// The roads of a network as thin lines for a county's map: simplified, in three widths, smaller roads only while they are few.
import type { RoadGraph } from '#platform/algorithms/roads/road-graph.ts';
import { simplifyLine } from '#platform/algorithms/roads/simplify-line.ts';
import type { RoadLines } from '../contract.ts';
import { codeOf } from './osm/road-classes.ts';

type Rank = RoadLines['features'][number]['properties']['rank'];
const ranks: readonly Rank[] = ['motorway', 'main', 'side'];
/** About 25 metres. */
const toleranceDegrees = 0.00025;
/** Some 600 kB of JSON. */
const mostPoints = 30_000;

export function roadLines(graph: RoadGraph): RoadLines {
  const { points, firstPoint, roadClass } = graph;
  const lines: Record<Rank, [number, number][][]> = { motorway: [], main: [], side: [] };
  let count = 0;
  for (let code = codeOf('motorway'); code <= codeOf('service') && count < mostPoints; code++)
    for (let road = 0; road < roadClass.length; road++) {
      if (roadClass[road] !== code) continue;
      const drawn = Array.from({ length: firstPoint[road + 1]! - firstPoint[road]! }, (_, at): [number, number] => [
        rounded(points[2 * (firstPoint[road]! + at)]!),
        rounded(points[2 * (firstPoint[road]! + at) + 1]!),
      ]);
      const line = simplifyLine(drawn, toleranceDegrees);
      count += line.length;
      lines[rankOf(code)].push(line);
    }
  return {
    type: 'FeatureCollection',
    features: ranks.map((rank) => ({
      type: 'Feature',
      properties: { rank },
      geometry: { type: 'MultiLineString', coordinates: lines[rank] },
    })),
  };
}

const rankOf = (code: number): Rank =>
  code <= codeOf('motorway') ? 'motorway' : code <= codeOf('secondary') ? 'main' : 'side';
/** Ten metres. */
const rounded = (units: number): number => Math.round(units / 1000) / 1e4;
