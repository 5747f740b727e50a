// Bars: a graph is built in at most four times the time of parsing its file alone; ranking 44 sources and 5,000 points round one
// place is at least twenty times faster than a search to everywhere; 1,000 routes equal plain Dijkstra; cases of --cases within 1 %.
import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import type { LonLat } from '#platform/contract.ts';
import { rankSources, placeSources } from '#platform/algorithms/roads/rank-sources.ts';
import { fastestRoute } from '#platform/algorithms/roads/fastest-route.ts';
import { closed, type RoadGraph } from '#platform/algorithms/roads/road-graph.ts';
import { arrivalsAt } from '#platform/algorithms/roads/road-place.ts';
import { spreadTo } from '#platform/algorithms/roads/spread.ts';
import { buildGraph } from '#foundation/geo/rules/osm/build-graph.ts';
import { readPbf } from '#foundation/geo/rules/osm/read-pbf.ts';
import { openRoads, type RoadView, type RoadViews } from '#foundation/geo/rules/road-view.ts';
import { routeOnRoads } from '#foundation/geo/rules/travel-on-roads.ts';
import { random } from '#apps/county/random.ts';
import type { Bench } from './bench.ts';
import { plainDijkstra } from './plain-dijkstra.ts';
import { readCases, type RoadCase } from './roads-cases.ts';
import { benchNetwork } from './roads-network.ts';

const bars = { buildRatio: 4, rankingSpeedUp: 20, routes: 1000, caseDeviation: 0.01 };
const units = 44;
const responders = 5000;
/** The bar: the soonest vehicle, and all volunteers within two minutes' drive. The three soonest are measured beside it. */
const wantedUnits = 1;
const moreUnits = 3;
const withinMilliseconds = 2 * 60_000;
const rankings = 60;
const countyJunctions = 20_000;
const rounds = 9;
const round = (value: number, decimals = 2) => Math.round(value * 10 ** decimals) / 10 ** decimals;
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

function timed<Value>(work: () => Value): { milliseconds: number; value: Value } {
  const startedAt = performance.now();
  const value = work();
  return { milliseconds: performance.now() - startedAt, value };
}

/** What any parser hands over: positions, references, tags and members of everything, and nothing made of it. */
function parseAlone(file: Uint8Array): number {
  let seen = 0;
  readPbf(file, inflateSync, {
    node: () => void seen++,
    barrier: (_, tags) => void (seen += tags.all()['barrier'] ? 1 : 0),
    way: (_, tags, __, count) => void (seen += count + (tags.all()['highway'] ? 1 : 0)),
    relation: (_, tags, members) => void (seen += members().length + (tags.all()['type'] ? 1 : 0)),
  });
  return seen;
}

/** Each round does both, so that a busy moment of the machine meets both. */
function measureBuild(file: Uint8Array) {
  parseAlone(file);
  buildGraph(file, inflateSync);
  const pairs = Array.from({ length: rounds }, () => ({
    parse: timed(() => parseAlone(file)).milliseconds,
    build: timed(() => buildGraph(file, inflateSync)).milliseconds,
  }));
  return {
    parseMilliseconds: median(pairs.map(({ parse }) => parse)),
    buildMilliseconds: median(pairs.map(({ build }) => build)),
    ratio: median(pairs.map(({ parse, build }) => build / parse)),
  };
}

/** Positions on the network: beside a junction drawn by chance. */
function drawPositions(view: RoadView, count: number, label: string): LonLat[] {
  const numbers = random('bench roads', label);
  const { graph } = view.network;
  return Array.from({ length: count }, () => {
    const junction = numbers.below(graph.junctionCount);
    const aside = () => (numbers.next() - 0.5) / 500;
    return [graph.junctionLon[junction]! / 1e7 + aside(), graph.junctionLat[junction]! / 1e7 + aside()];
  });
}
const placesOf = (view: RoadView, positions: readonly LonLat[]) =>
  positions.map((at) => view.place(at)!).filter(Boolean);

function measureRanking(view: RoadView, nearest: number) {
  const { network, weights } = view;
  const space = view.space();
  const sources = [
    ...placesOf(view, drawPositions(view, units, 'units')),
    ...placesOf(view, drawPositions(view, responders, 'responders')),
  ];
  const placement = placeSources(network, weights, sources);
  const asked = { nearest, among: units, withinCost: withinMilliseconds };
  const bounded: number[] = [];
  const whole: number[] = [];
  let same = true;
  const incidents = placesOf(view, drawPositions(view, rankings, 'incidents'));
  // A service that has run for a minute: both searches compiled.
  for (let warm = 0; warm < 3; warm++)
    for (const target of incidents) rankSources(network, weights, space, placement, target, asked);
  for (const target of incidents) {
    const ranked = timed(() => rankSources(network, weights, space, placement, target, asked));
    const full = timed(() => spreadTo(network, weights, space, arrivalsAt(network, weights, target)));
    bounded.push(ranked.milliseconds);
    whole.push(full.milliseconds);
    const everything = rankSources(network, weights, space, placement, target, {
      ...asked,
      withinCost: Number.MAX_SAFE_INTEGER,
    });
    same &&= JSON.stringify(everything.nearest) === JSON.stringify(ranked.value.nearest);
    const near = everything.within.filter(({ cost }) => cost <= withinMilliseconds);
    same &&= JSON.stringify(near) === JSON.stringify(ranked.value.within);
  }
  return {
    bounded: median(bounded),
    worst: Math.max(...bounded),
    whole: median(whole),
    same,
    speedUp: median(whole) / median(bounded),
  };
}

function compareRoutes(view: RoadView): { compared: number; unequal: number; banned: number } {
  const { network, weights, bounds } = view;
  const plain = plainDijkstra(network.graph, 'car');
  const starts = placesOf(view, drawPositions(view, 20, 'starts'));
  const ends = placesOf(view, drawPositions(view, bars.routes / 20, 'ends'));
  let [compared, unequal] = [0, 0];
  for (const start of starts) {
    const costTo = plain.from(start);
    for (const end of ends) {
      compared++;
      const route = fastestRoute(network, weights, bounds, view.space(), start, end);
      if ((route?.cost ?? Infinity) !== costTo(end)) unequal++;
    }
  }
  return { compared, unequal, banned: plain.bannedTurns };
}

/** The same network for a car that counts metres instead of seconds. */
function shortestGraph(graph: RoadGraph): RoadGraph {
  const car = graph.profiles['car']!;
  const metres = car.costs.map((cost, directed) => (cost === closed ? closed : graph.roadCentimetres[directed >>> 1]!));
  return { ...graph, profiles: { ...graph.profiles, car: { ...car, costs: metres } } };
}

/**
 * How far each case is off, as fractions. A file of metres does not say whether its router looked for the shortest way or
 * for the fastest: a case is met when one of the two has its metres; the figures count both.
 */
function measureCases(
  cases: readonly RoadCase[],
  fastest: RoadViews,
  shortest: RoadViews,
  note: (line: string) => void,
) {
  return cases.map(({ from, to, metres }, index) => {
    const off = (views: RoadViews) => {
      const route = routeOnRoads(views, { from, to });
      if ('trouble' in route) return { driven: NaN, deviation: Infinity };
      // Some routers round to whole metres: half a metre is no deviation.
      const deviation = Math.max(0, Math.abs(route.metres - metres) - 0.5) / Math.max(1, metres);
      return { driven: route.metres, deviation };
    };
    const [byDistance, byTime] = [off(shortest), off(fastest)];
    note(
      `case ${index + 1}: shortest ${round(byDistance.driven, 0)} m, fastest ${round(byTime.driven, 0)} m, expected ${metres} m`,
    );
    return { byDistance: byDistance.deviation, byTime: byTime.deviation };
  });
}

export const bench: Bench = async ({ note, pbf, cases: casesFile }) => {
  const file = pbf === undefined ? benchNetwork() : readFileSync(pbf);
  const build = measureBuild(file);
  note(`parsing ${round(build.parseMilliseconds)} ms, graph ${round(build.buildMilliseconds)} ms`);
  const { graph } = buildGraph(file, inflateSync);
  const views = openRoads(graph);
  const view = views.of('car');
  // A town is searched whole in a fraction of a millisecond: the bar is about counties.
  const countyWide = graph.junctionCount >= countyJunctions;
  const rankedOn = countyWide ? view : openRoads(buildGraph(benchNetwork(), inflateSync).graph).of('car');
  const ranking = measureRanking(rankedOn, wantedUnits);
  const wider = measureRanking(rankedOn, moreUnits);
  note(`ranking ${round(ranking.bounded)} ms, everywhere ${round(ranking.whole)} ms`);
  const routes = compareRoutes(view);
  note(`${routes.unequal} of ${routes.compared} routes differ from plain Dijkstra`);
  const cases = casesFile === undefined ? [] : readCases(readFileSync(casesFile, 'utf8'));
  const measured = measureCases(cases, views, openRoads(shortestGraph(graph)), note);
  const deviations = measured.map(({ byDistance, byTime }) => Math.min(byDistance, byTime));
  const within = deviations.filter((deviation) => deviation <= bars.caseDeviation).length;
  return {
    ok:
      build.ratio <= bars.buildRatio &&
      ranking.speedUp >= bars.rankingSpeedUp &&
      ranking.same &&
      wider.same &&
      routes.compared >= bars.routes &&
      routes.unequal === 0 &&
      within === cases.length,
    figures: {
      network: pbf === undefined ? 'synthetic' : 'file',
      bytes: file.length,
      junctions: graph.junctionCount,
      roads: graph.roadFrom.length,
      bannedTurns: routes.banned,
      parseMilliseconds: round(build.parseMilliseconds),
      buildMilliseconds: round(build.buildMilliseconds),
      buildRatio: round(build.ratio),
      bar_buildRatio: bars.buildRatio,
      rankNetwork: countyWide && pbf !== undefined ? 'file' : 'synthetic',
      rankJunctions: rankedOn.network.graph.junctionCount,
      sources: units,
      points: responders,
      rankMilliseconds: round(ranking.bounded, 3),
      rankWorstMilliseconds: round(ranking.worst, 3),
      everywhereMilliseconds: round(ranking.whole, 3),
      rankSpeedUp: round(ranking.speedUp, 1),
      bar_rankSpeedUp: bars.rankingSpeedUp,
      rankEqual: ranking.same && wider.same,
      rankNearest: wantedUnits,
      rankOfThreeMilliseconds: round(wider.bounded, 3),
      rankOfThreeSpeedUp: round(wider.whole / wider.bounded, 1),
      routes: routes.compared,
      routesUnequal: routes.unequal,
      cases: cases.length,
      casesWithin: within,
      casesByDistance: measured.filter(({ byDistance }) => byDistance <= bars.caseDeviation).length,
      casesByTime: measured.filter(({ byTime }) => byTime <= bars.caseDeviation).length,
      worstCasePercent: deviations.length === 0 ? null : round(100 * Math.max(...deviations)),
    },
    peers: { plainDijkstraUnequal: routes.unequal },
    engine: 'none',
  };
};
