// The form of a service point: its texts, and the body that they mean. Positions from Chinese maps are turned into WGS-84.
import { wgs84FromGcj02 } from '#foundation/geo/rules/datum.ts';
import type { PointNetwork, PointStandard, ServicePointKind } from '#foundation/registry/rules/service-point.ts';
import type { ServicePointBody, ServicePointDetail } from '#foundation/registry/service-point-contract.ts';

export const datums = ['WGS-84', 'GCJ-02'] as const;
export type Datum = (typeof datums)[number];

export interface PointDraft {
  kind: ServicePointKind;
  name: string;
  villageId: string;
  /** `119.72413, 30.23345`: longitude first; empty where it is not known. */
  position: string;
  datum: Datum;
  hasPower: boolean;
  network: PointNetwork;
  standards: PointStandard[];
  address: string;
  note: string;
  keeperName: string;
  keeperPhone: string;
  closedOn: string;
}

export const emptyPoint: PointDraft = {
  kind: 'village-stop',
  name: '',
  villageId: '',
  position: '',
  datum: 'WGS-84',
  hasPower: true,
  network: '4g',
  standards: [],
  address: '',
  note: '',
  keeperName: '',
  keeperPhone: '',
  closedOn: '',
};

/** A shortened keeper is not put into the form: what is left empty stays as it is. */
export const pointDraft = (point: ServicePointDetail): PointDraft => ({
  kind: point.kind,
  name: point.name,
  villageId: point.villageId,
  position: point.position ? `${point.position.lon}, ${point.position.lat}` : '',
  datum: 'WGS-84',
  hasPower: point.hasPower,
  network: point.network,
  standards: point.standards,
  address: point.address ?? '',
  note: point.note ?? '',
  keeperName: point.masked ? '' : (point.keeperName ?? ''),
  keeperPhone: point.masked ? '' : (point.keeperPhone ?? ''),
  closedOn: point.closedOn ?? '',
});

export type PointFault = 'name' | 'villageId' | 'position';

export function pointBody(
  draft: PointDraft,
  masked: boolean,
): { ok: true; body: ServicePointBody } | { ok: false; faults: PointFault[] } {
  const position = readPosition(draft.position, draft.datum);
  const faults: PointFault[] = [
    ...(draft.name.trim().length < 2 ? (['name'] as const) : []),
    ...(draft.villageId ? [] : (['villageId'] as const)),
    ...(position === 'unreadable' ? (['position'] as const) : []),
  ];
  if (faults.length > 0 || position === 'unreadable') return { ok: false, faults };
  const { kind, villageId, hasPower, network, standards } = draft;
  const text = (value: string) => value.trim() || undefined;
  // Where the keeper was shown shortened, only what was typed anew is sent.
  const keeper = (value: string) => (masked && value.trim() === '' ? undefined : value.trim());
  const body: ServicePointBody = { kind, villageId, hasPower, network, standards, name: draft.name.trim(), position };
  const [address, note] = [text(draft.address), text(draft.note)];
  const [keeperName, keeperPhone] = [keeper(draft.keeperName), keeper(draft.keeperPhone)];
  return {
    ok: true,
    body: {
      ...body,
      ...(address && { address }),
      ...(note && { note }),
      ...(keeperName !== undefined && { keeperName }),
      ...(keeperPhone !== undefined && { keeperPhone }),
      closedOn: draft.closedOn || null,
    },
  };
}

function readPosition(text: string, datum: Datum): ServicePointBody['position'] | 'unreadable' {
  if (text.trim() === '') return null;
  const found = /^(-?\d{1,3}(?:\.\d+)?)[\s,，]+(-?\d{1,2}(?:\.\d+)?)$/.exec(text.trim());
  if (!found) return 'unreadable';
  const [lon, lat] = [Number(found[1]), Number(found[2])];
  // Inside of China; longitude and latitude the wrong way round fall out too.
  if (lon < 73 || lon > 136 || lat < 3 || lat > 54) return 'unreadable';
  const [east, north] = datum === 'GCJ-02' ? wgs84FromGcj02([lon, lat]) : [lon, lat];
  return { lon: rounded(east), lat: rounded(north), datum: 'WGS-84' };
}

/** Six decimals are a tenth of a metre. */
const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
