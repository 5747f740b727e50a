// Answers which road networks were loaded, with the lines of the one in use, and which places it does not reach.
import { createHash } from 'node:crypto';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import type { ConnectivityQuery, ConnectivityReply, LoosePlace, RoadsReply } from '../../contract.ts';
import { roadLines } from '../../rules/road-lines.ts';
import type { RoadView } from '../../rules/road-view.ts';
import type { RoadHolder } from '../roads/road-holder.ts';
import { currentVersion, listNetworks } from '../store/road-network.ts';
import { isPlaced, kindOf } from './draw-map.ts';

export interface RoadReader {
  status(): Promise<RoadsReply>;
  /** JSON text with its entity tag. */
  lines(): Promise<{ body: string; etag: string }>;
  connectivity(query: ConnectivityQuery): Promise<ConnectivityReply>;
}

export function createRoadReader({ db }: Kernel, registry: Registry, holder: RoadHolder): RoadReader {
  let drawn: { version: string | undefined; body: string; etag: string } | undefined;
  return {
    async status() {
      const current = await currentVersion(db);
      return { networks: await listNetworks(db), ...(current !== undefined && { current }) };
    },
    async lines() {
      const held = await holder.current();
      if (!drawn || drawn.version !== held?.version) {
        const body = JSON.stringify(held ? roadLines(held.graph) : { type: 'FeatureCollection', features: [] });
        const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
        drawn = { version: held?.version, body, etag };
      }
      return drawn;
    },
    async connectivity({ county, metres }) {
      const held = await holder.current();
      const places = (await registry.places(db)).filter(
        (place) => isPlaced(place) && (county === undefined || place.path.includes(county)),
      );
      if (!held) return { places: places.length, islands: 0, loose: [] };
      const view = held.views.of('car');
      const loose = places.flatMap((place): LoosePlace[] => {
        const fault = faultOf(view, [place.lon!, place.lat!], metres);
        if (!fault) return [];
        return [
          { unitId: place.id, name: place.name, kind: kindOf(place), lon: place.lon!, lat: place.lat!, ...fault },
        ];
      });
      const { sizes } = view.components;
      return { version: held.version, places: places.length, islands: sizes.length - 1, loose };
    },
  };
}

function faultOf(
  { place, placeAnywhere, components, network }: RoadView,
  at: [number, number],
  metres: number,
): Pick<LoosePlace, 'offRoadMetres' | 'islandJunctions'> | undefined {
  const connected = place(at);
  if (!connected) return {};
  if (connected.offMetres <= metres) return undefined;
  const nearest = placeAnywhere(at)!;
  if (nearest.offMetres > metres) return { offRoadMetres: Math.round(connected.offMetres) };
  const junction = network.graph.roadFrom[nearest.road]!;
  return {
    offRoadMetres: Math.round(connected.offMetres),
    islandJunctions: components.sizes[components.of[junction]!]!,
  };
}
