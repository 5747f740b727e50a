// A road network as one kind of vehicle sees it: what is open, where one gets on it, which roads a closure takes away.
import type { LonLat } from '#platform/contract.ts';
import { componentsOf, connectedRoads, roadsBySide, type Components } from '#platform/algorithms/roads/components.ts';
import { boundsOf, fastestRoute, type RouteBounds } from '#platform/algorithms/roads/fastest-route.ts';
import { indexRoads, placeOnRoad, type RoadIndex } from '#platform/algorithms/roads/road-index.ts';
import {
  openNetwork,
  weightsOf,
  type ArcWeights,
  type RoadGraph,
  type RoadNetwork,
} from '#platform/algorithms/roads/road-graph.ts';
import type { RoadPlace } from '#platform/algorithms/roads/road-place.ts';
import { SearchSpace } from '#platform/algorithms/roads/search-space.ts';
import { barrierClass } from './osm/road-classes.ts';
import type { RoadClosure, TravelProfile } from './travel.ts';

export interface RoadView {
  network: RoadNetwork;
  weights: ArcWeights;
  bounds: RouteBounds;
  components: Components;
  /** The nearest place on a road that can be driven to and away from; undefined beyond `farthestMetres`. */
  place(at: LonLat): RoadPlace | undefined;
  /** The nearest place to set out from, and to arrive at: such a road may lead one way only. */
  placeFrom(at: LonLat): RoadPlace | undefined;
  placeTo(at: LonLat): RoadPlace | undefined;
  /** The same among all roads, islands included. */
  placeAnywhere(at: LonLat): RoadPlace | undefined;
  space(): SearchSpace;
}
export interface RoadViews {
  of(profile: TravelProfile): RoadView;
}

/** Whoever is farther from every road is not on this network. */
export const farthestMetres = 10_000;

export function openRoads(graph: RoadGraph): RoadViews {
  const network = openNetwork(graph);
  const index = indexRoads(graph, (road) => graph.roadClass[road] === barrierClass);
  let space: SearchSpace | undefined;
  const views = new Map<TravelProfile, RoadView>();
  return {
    of(profile) {
      let view = views.get(profile);
      if (!view) {
        view = viewOf(network, index, profile, () => (space ??= new SearchSpace(network)));
        views.set(profile, view);
      }
      return view;
    },
  };
}

function viewOf(network: RoadNetwork, index: RoadIndex, profile: TravelProfile, space: () => SearchSpace): RoadView {
  const { graph } = network;
  const paid = graph.profiles[profile]!;
  const weights = weightsOf(network, paid);
  const components = componentsOf(graph, paid);
  const connected = connectedRoads(graph, paid, components);
  const { departures, arrivals } = roadsBySide(graph, paid, components);
  const among = (roads: Uint8Array) => (at: LonLat) =>
    placeOnRoad(graph, index, at, (road) => roads[road] === 1, farthestMetres);
  return {
    network,
    weights,
    bounds: boundsOf(network, weights),
    components,
    place: among(connected),
    placeFrom: among(departures),
    placeTo: among(arrivals),
    placeAnywhere: (at) => placeOnRoad(graph, index, at, () => true, farthestMetres),
    space,
  };
}

/** The view without the closed roads, and a `place` that avoids them; the position of a closure that is no road otherwise. */
export function withClosures(
  view: RoadView,
  closures: readonly RoadClosure[],
): { ok: true; view: RoadView } | { ok: false; closure: number } {
  if (closures.length === 0) return { ok: true, view };
  const { network, weights } = view;
  const shut = new Set<number>();
  for (const [index, closure] of closures.entries()) {
    const roads = roadsOf(view, closure);
    if (roads.length === 0) return { ok: false, closure: index };
    for (const road of roads) shut.add(road);
  }
  const costs = weights.costs.slice();
  const { arcRoad } = network.graph;
  for (let arc = 0; arc < costs.length; arc++) if (shut.has(arcRoad[arc]! >>> 1)) costs[arc] = 0xffff_ffff;
  return { ok: true, view: { ...view, weights: { ...weights, costs } } };
}

function roadsOf(view: RoadView, closure: RoadClosure): number[] {
  if ('at' in closure) {
    const place = view.place(closure.at);
    return place ? [place.road] : [];
  }
  const [from, to] = [view.placeFrom(closure.from), view.placeTo(closure.to)];
  if (!from || !to) return [];
  const { network, weights, bounds } = view;
  const routes = [
    fastestRoute(network, weights, bounds, view.space(), from, to),
    fastestRoute(network, weights, bounds, view.space(), to, from),
  ];
  // Where only one direction is near, the other is a long way round: that is no part of what is closed.
  const shortest = Math.min(...routes.map((route) => route?.metres ?? Infinity));
  return routes
    .filter((route) => route !== undefined && route.metres <= 1.5 * shortest)
    .flatMap((route) => route!.roads.map((directed) => directed >>> 1));
}
