// What the tags of a way or a barrier mean for a car and for an ambulance on a call.
import {
  badSurfaces,
  badSurfaceSpeed,
  codeOf,
  ferryClass,
  roadClasses,
  trackSpeeds,
  type RoadClassName,
} from './road-classes.ts';
import type { OsmTags } from './read-pbf.ts';
import { durationSeconds, speedLimit } from './speed-limits.ts';

/** Kilometres an hour along and against the way's direction; 0 where it may not be driven. */
interface Speeds {
  forward: number;
  backward: number;
}
export interface RoadUse {
  roadClass: number;
  name: string;
  car: Speeds;
  emergency: Speeds;
  /** Only for those who have business there: through traffic avoids it. */
  destinationOnly: boolean;
  /** A ferry's crossing time, where it is given. */
  crossingSeconds?: number;
}

// Most particular first (wiki.openstreetmap.org/wiki/Key:access).
const accessKeys = ['motorcar', 'motor_vehicle', 'vehicle', 'access'];
const forwardKeys = ['motorcar:forward', 'motor_vehicle:forward', 'vehicle:forward'];
const backwardKeys = ['motorcar:backward', 'motor_vehicle:backward', 'vehicle:backward'];
const refused = new Set([
  'no',
  'private',
  'restricted',
  'military',
  'emergency',
  'agricultural',
  'forestry',
  'delivery',
]);
const granted = new Set(['yes', 'designated', 'permissive', 'official', 'destination', 'customers', 'permit']);
/** One drives so much of a posted limit on average. */
const limitShare = 0.9;
/** Assumed for ambulances where others may not drive: squares, footways wide enough for cars. */
const emergencyOnSquares = 10;

type Access = 'granted' | 'destination' | 'refused' | undefined;

/** The first key that says something counts; of several values the friendliest. */
function accessOf(tags: OsmTags, keys: readonly string[] = accessKeys): Access {
  for (const key of keys) {
    const text = tags.get(key);
    if (text === undefined) continue;
    const values = text.includes(';') ? text.split(';').map((value) => value.trim()) : [text];
    if (values.some((value) => value === 'destination' || value === 'customers')) return 'destination';
    if (values.some((value) => granted.has(value))) return 'granted';
    if (values.some((value) => refused.has(value))) return 'refused';
  }
  return undefined;
}

/** Undefined where neither may drive. */
export function roadUseOf(tags: OsmTags): RoadUse | undefined {
  const highway = tags.get('highway');
  if (highway === undefined) return ferryUse(tags);
  const isLink = highway.endsWith('_link');
  const roadClass = codeOf((isLink ? highway.slice(0, -5) : highway) as RoadClassName);
  if (roadClass < 0 || roadClass >= ferryClass) return undefined;
  if (tags.get('area') === 'yes' || tags.get('impassable') === 'yes' || tags.get('status') === 'impassable')
    return undefined;
  const access = accessOf(tags);
  const squares = highway === 'pedestrian' || highway === 'busway';
  const carMay =
    access !== 'refused' &&
    !(squares && access === undefined) &&
    !(highway === 'service' && tags.get('service') === 'emergency_access') &&
    !(highway === 'track' && /^grade[4-8]$/.test(tags.get('tracktype') ?? ''));
  const directions = directionsOf(tags, highway);
  const ahead = speedOf(tags, roadClass, isLink, 'forward');
  const open: Speeds = {
    forward: directions.forward ? ahead : 0,
    backward: directions.backward ? (tags.narrowed() ? speedOf(tags, roadClass, isLink, 'backward') : ahead) : 0,
  };
  const emergency = highway === 'pedestrian' ? slowed(open, emergencyOnSquares) : open;
  return {
    roadClass,
    name: tags.get('name') ?? tags.get('ref') ?? '',
    car: carMay ? open : { forward: 0, backward: 0 },
    emergency: tags.get('emergency') === 'no' ? { forward: 0, backward: 0 } : emergency,
    destinationOnly: access === 'destination',
  };
}

const slowed = ({ forward, backward }: Speeds, speed: number): Speeds => ({
  forward: forward > 0 ? speed : 0,
  backward: backward > 0 ? speed : 0,
});

function speedOf(tags: OsmTags, roadClass: number, isLink: boolean, direction: 'forward' | 'backward'): number {
  const key = direction === 'forward' ? 'maxspeed:forward' : 'maxspeed:backward';
  const limit = (tags.narrowed() ? speedLimit(tags.get(key)) : undefined) ?? speedLimit(tags.get('maxspeed'));
  if (limit !== undefined) return limit * limitShare;
  const { name, speed, linkSpeed } = roadClasses[roadClass]!;
  let usual: number = isLink ? linkSpeed : speed;
  if (name === 'track') usual = trackSpeeds[tags.get('tracktype') ?? ''] ?? usual;
  if (name === 'trunk' && !isLink && tags.get('motorroad') === 'yes') usual = 90;
  return badSurfaces.has(tags.get('surface') ?? '') ? Math.min(usual, badSurfaceSpeed) : usual;
}

/** Motorways and roundabouts are one-way unless they say otherwise. */
function directionsOf(tags: OsmTags, highway: string): { forward: boolean; backward: boolean } {
  const narrowed = tags.narrowed();
  const narrower = narrowed ? (tags.get('oneway:motor_vehicle') ?? tags.get('oneway:motorcar')) : undefined;
  const oneway = narrower ?? tags.get('oneway');
  const junction = tags.get('junction');
  const implied = highway === 'motorway' || junction === 'roundabout' || junction === 'circular';
  const ahead = oneway === 'yes' || oneway === 'true' || oneway === '1' || (implied && oneway === undefined);
  const back = oneway === '-1' || oneway === 'reverse';
  const shut = (keys: readonly string[]) => narrowed && keys.some((key) => refused.has(tags.get(key) ?? ''));
  return { forward: !back && !shut(forwardKeys), backward: !ahead && !shut(backwardKeys) };
}

function ferryUse(tags: OsmTags): RoadUse | undefined {
  const route = tags.get('route');
  if (route !== 'ferry' && route !== 'shuttle_train') return undefined;
  const access = accessOf(tags);
  // Unless it says who may board, a ferry that names people on foot or on bicycles is theirs alone.
  const silent = access === undefined && (tags.get('foot') !== undefined || tags.get('bicycle') !== undefined);
  if (access === 'refused' || (silent && tags.get('hgv') !== 'yes')) return undefined;
  const { speed } = roadClasses[ferryClass]!;
  const both = { forward: speed, backward: tags.get('oneway') === 'yes' ? 0 : speed };
  const crossingSeconds = durationSeconds(tags.get('duration'));
  return {
    roadClass: ferryClass,
    name: tags.get('name') ?? '',
    car: both,
    emergency: both,
    destinationOnly: false,
    ...(crossingSeconds !== undefined && { crossingSeconds }),
  };
}

// Obstacles that stop a car unless a tag says otherwise; gates and toll booths do not.
const obstacles = new Set([
  'bollard',
  'block',
  'bus_trap',
  'cycle_barrier',
  'fence',
  'jersey_barrier',
  'kissing_gate',
  'log',
  'motorcycle_barrier',
  'stile',
  'sump_buster',
  'turnstile',
]);
/** What a driver of an ambulance can open or lay down. */
const openable = new Set([
  'gate',
  'lift_gate',
  'swing_gate',
  'sliding_gate',
  'chain',
  'rope',
  'hampshire_gate',
  'entrance',
]);

/** Undefined where the barrier stops nobody; otherwise whether an ambulance on a call gets through. */
export function barrierUse(tags: OsmTags): { emergencyPasses: boolean } | undefined {
  const barrier = tags.get('barrier') ?? '';
  const access = accessOf(tags);
  if (access === 'granted' || access === 'destination') return undefined;
  if (access !== 'refused' && !obstacles.has(barrier)) return undefined;
  const emergency = tags.get('emergency');
  const bollard = tags.get('bollard');
  const lowered = bollard === 'removable' || bollard === 'rising' || bollard === 'foldable';
  return { emergencyPasses: emergency !== 'no' && (emergency === 'yes' || openable.has(barrier) || lowered) };
}
