// Small drawn maps: one-way streets, access, barriers, turn bans, ferries and limits mean what they say.
import { deflateSync, inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import type { LonLat } from '#platform/contract.ts';
import { openRoads } from '../road-view.ts';
import { routeOnRoads } from '../travel-on-roads.ts';
import type { TravelProfile } from '../travel.ts';
import { buildGraph } from './build-graph.ts';
import { writePbf, type OsmContent } from './write-pbf.ts';

type Tags = Record<string, string>;
const each = (list: Tags[]): Tags[] => list;
/** Node n stands n % 10 hundred metres to the east and floor(n / 10) hundred metres to the north. */
const metre = 1 / 111_195;
const at = (node: number): [number, number] => [
  119 + (100 * (node % 10) * metre) / Math.cos((30 * Math.PI) / 180),
  30 + 100 * Math.floor(node / 10) * metre,
];
/** A little inside a road, so that no junction is meant. */
const beside = (a: number, b: number, share = 0.5): LonLat => [
  at(a)[0] + (at(b)[0] - at(a)[0]) * share,
  at(a)[1] + (at(b)[1] - at(a)[1]) * share,
];

function network(
  ways: [refs: number[], tags: Tags][],
  nodeTags: Record<number, Tags> = {},
  relations: OsmContent['relations'] = [],
) {
  const ids = [...new Set(ways.flatMap(([refs]) => refs))].sort((a, b) => a - b);
  const file = writePbf(
    {
      nodes: ids.map((node) => ({
        id: node + 1,
        lon: at(node)[0],
        lat: at(node)[1],
        ...(nodeTags[node] && { tags: nodeTags[node] }),
      })),
      ways: ways.map(([refs, tags], index) => ({ id: index + 1, tags, refs: refs.map((node) => node + 1) })),
      relations,
    },
    deflateSync,
    { source: 'test', program: 'test' },
  );
  const { graph } = buildGraph(file, inflateSync);
  const views = openRoads(graph);
  return (from: LonLat, to: LonLat, profile: TravelProfile = 'car') => {
    const route = routeOnRoads(views, { from, to, profile });
    return 'trouble' in route
      ? route.trouble
      : { metres: Math.round(route.metres), seconds: Math.round(route.seconds) };
  };
}
const street = { highway: 'residential' };
// A block: 0-1-2 along the bottom, 10-11-12 along the top.
const block: [number[], Tags][] = [
  [[0, 1, 2], street],
  [[10, 11, 12], street],
  [[0, 10], street],
  [[2, 12], street],
];

it('drives one-way streets only their way, whichever way they are drawn', () => {
  const oneway = (tags: Tags) => network([...block, [[1, 11], { ...street, ...tags }]]);
  const [low, high] = [beside(1, 11, 0.3), beside(1, 11, 0.7)];
  expect(oneway({})(low, high)).toMatchObject({ metres: 40 });
  for (const tags of each([
    { oneway: 'yes' },
    { oneway: '1' },
    { junction: 'roundabout' },
    { highway: 'motorway' },
    { 'motor_vehicle:backward': 'no' },
  ])) {
    expect(oneway(tags)(low, high)).toMatchObject({ metres: 40 });
    // Up, along the top, down the side, along the bottom.
    expect(oneway(tags)(high, low)).toMatchObject({ metres: 30 + 100 + 100 + 100 + 30 });
  }
  expect(oneway({ oneway: '-1' })(high, low)).toMatchObject({ metres: 40 });
  expect(oneway({ oneway: '-1' })(low, high)).toMatchObject({ metres: 360 });
  expect(oneway({ oneway: 'no', junction: 'roundabout' })(high, low)).toMatchObject({ metres: 40 });
});

it('keeps cars off private and forbidden roads; ambulances may use them', () => {
  const [left, right] = [beside(0, 10, 0.9), beside(2, 12, 0.9)];
  const closedTop = (tags: Tags) => network([block[0]!, [[10, 11, 12], { ...street, ...tags }], ...block.slice(2)]);
  expect(closedTop({})(left, right)).toMatchObject({ metres: 220 });
  for (const tags of each([
    { access: 'private' },
    { motor_vehicle: 'no' },
    { vehicle: 'no' },
    { highway: 'track', tracktype: 'grade5' },
    { highway: 'service', service: 'emergency_access' },
  ])) {
    const top = closedTop({ ...tags, maxspeed: '50' });
    expect(top(left, right)).toMatchObject({ metres: 380 });
    expect(top(left, right, 'emergency')).toMatchObject({ metres: 220 });
  }
  // A square is open to ambulances at a walk.
  const square = closedTop({ highway: 'pedestrian' });
  const onSquare = beside(10, 11, 0.1);
  expect([square(left, onSquare), square(left, onSquare, 'emergency')]).toMatchObject([{ metres: 10 }, { metres: 20 }]);
  expect(closedTop({ access: 'no', motorcar: 'yes' })(left, right)).toMatchObject({ metres: 220 });
  expect(closedTop({ highway: 'footway' })(left, right, 'emergency')).toMatchObject({ metres: 380 });
});

it('drives through traffic round streets for residents, and residents into them', () => {
  const route = network([block[0]!, [[10, 11, 12], { ...street, motor_vehicle: 'destination' }], ...block.slice(2)]);
  expect(route(beside(0, 10, 0.9), beside(2, 12, 0.9))).toMatchObject({ metres: 380 });
  expect(route(beside(0, 10, 0.9), beside(10, 11, 0.5))).toEqual({ metres: 60, seconds: 7 });
});

it('stops at bollards and locked gates; ambulances open gates', () => {
  const [left, right] = [beside(10, 11, 0.2), beside(11, 12, 0.8)];
  const with11 = (tags: Tags) => network(block, { 11: tags });
  for (const tags of each([{ barrier: 'bollard' }, { barrier: 'gate', access: 'private' }, { barrier: 'block' }]))
    expect(with11(tags)(left, right)).toMatchObject({ metres: 20 + 100 + 200 + 100 + 20 });
  for (const tags of each([
    { barrier: 'gate' },
    { barrier: 'toll_booth' },
    { barrier: 'bollard', motor_vehicle: 'yes' },
  ]))
    expect(with11(tags)(left, right)).toMatchObject({ metres: 160 });
  expect(with11({ barrier: 'gate', access: 'private' })(left, right, 'emergency')).toMatchObject({ metres: 160 });
  expect(with11({ barrier: 'block' })(left, right, 'emergency')).toMatchObject({ metres: 440 });
});

const restriction = (
  rule: string,
  from: number,
  via: { node?: number; ways?: number[] },
  to: number,
  more: Tags = {},
): OsmContent['relations'][number] => ({
  id: 1,
  tags: { type: 'restriction', restriction: rule, ...more },
  members: [
    { type: 'way', id: from, role: 'from' },
    ...(via.node === undefined ? [] : [{ type: 'node' as const, id: via.node + 1, role: 'via' }]),
    ...(via.ways ?? []).map((id) => ({ type: 'way' as const, id, role: 'via' })),
    { type: 'way', id: to, role: 'to' },
  ],
});
// Each piece a way of its own: 1: 0-1, 2: 1-2, 3: 1-11, 4: 10-11, 5: 11-12, 6: 0-10, 7: 2-12.
const pieces: [number[], Tags][] = [
  [0, 1],
  [1, 2],
  [1, 11],
  [10, 11],
  [11, 12],
  [0, 10],
  [2, 12],
].map((refs) => [refs, street]);

it('sets out from where one can only leave, and arrives where one can only come', () => {
  // 20 leads out to the block, 3 is entered from it: both one way only.
  const drive = network([...block, [[20, 10], { ...street, oneway: 'yes' }], [[2, 3], { ...street, oneway: 'yes' }]]);
  expect(drive(beside(20, 10, 0.2), beside(10, 11))).toMatchObject({ metres: 130 });
  expect(drive(beside(0, 1), beside(2, 3, 0.8))).toMatchObject({ metres: 230 });
  // The other way round the nearest road of the block is meant.
  expect(drive(beside(10, 11), beside(20, 10, 0.2))).toMatchObject({ metres: 50 });
});

it('obeys bans of a turn, in that direction only', () => {
  const [west, north] = [beside(0, 1), beside(1, 11, 0.3)];
  const free = network(pieces);
  expect(free(west, north)).toMatchObject({ metres: 80 });
  const banned = network(pieces, {}, [restriction('no_left_turn', 1, { node: 1 }, 3)]);
  // Round the other block: no turning back behind the corner, which would be 280 metres.
  expect(banned(west, north)).toMatchObject({ metres: 50 + 100 + 100 + 70 });
  const deadEnd = network([...pieces.slice(0, 3), [[11, 21], street]], {}, [
    restriction('no_left_turn', 1, { node: 1 }, 3),
  ]);
  // In a dead end one may turn.
  expect(deadEnd(west, north)).toMatchObject({ metres: 50 + 100 + 100 + 30 });
  expect(banned(north, west)).toMatchObject({ metres: 80 });
  expect(banned(west, beside(1, 2))).toMatchObject({ metres: 100 });
  expect(banned(west, north, 'emergency')).toMatchObject({ metres: 80 });
  const except = network(pieces, {}, [restriction('no_left_turn', 1, { node: 1 }, 3, { except: 'bus;motorcar' })]);
  expect(except(west, north)).toMatchObject({ metres: 80 });
});

it('obeys commands to go one way', () => {
  const only = network(pieces, {}, [restriction('only_straight_on', 1, { node: 1 }, 2)]);
  expect(only(beside(0, 1), beside(1, 11))).toMatchObject({ metres: 300 });
  expect(only(beside(0, 1), beside(1, 2))).toMatchObject({ metres: 100 });
  expect(only(beside(1, 2), beside(1, 11))).toMatchObject({ metres: 100 });
});

it('obeys bans that run over a way', () => {
  const over = network(pieces, {}, [restriction('no_u_turn', 1, { ways: [3] }, 4)]);
  // From the west up the middle street, then back west: banned; going east from there is not.
  expect(over(beside(0, 1, 0.9), beside(10, 11, 0.9))).toMatchObject({ metres: 90 + 100 + 90 });
  expect(over(beside(0, 1, 0.9), beside(11, 12, 0.1))).toMatchObject({ metres: 120 });
  expect(over(beside(1, 2, 0.1), beside(10, 11, 0.9))).toMatchObject({ metres: 120 });
});

it('keeps to posted limits, slower on bad surfaces, at a ferry’s pace over water', () => {
  const along = (tags: Tags) => network([[[0, 9], tags]])(beside(0, 9, 0.1), beside(0, 9, 0.9));
  const seconds = (kmh: number) => Math.round(720 / (kmh / 3.6));
  expect(along({ highway: 'primary' })).toEqual({ metres: 720, seconds: seconds(65) });
  expect(along({ highway: 'primary', maxspeed: '40' })).toMatchObject({ seconds: seconds(36) });
  expect(along({ highway: 'primary', maxspeed: '30 mph' })).toMatchObject({ seconds: seconds(0.9 * 48.28) });
  expect(along({ highway: 'primary', maxspeed: 'CN:urban' })).toMatchObject({ seconds: seconds(45) });
  expect(along({ highway: 'primary', 'maxspeed:forward': '20', maxspeed: '100' })).toMatchObject({
    seconds: seconds(18),
  });
  expect(along({ highway: 'secondary', surface: 'gravel' })).toMatchObject({ seconds: seconds(30) });
  expect(along({ highway: 'primary_link' })).toMatchObject({ seconds: seconds(60) });
  expect(along({ route: 'ferry', duration: '00:30' })).toMatchObject({ metres: 720, seconds: 1440 });
  expect(along({ route: 'ferry', foot: 'yes' })).toBe('off-roads');
  expect(along({ highway: 'cycleway' })).toBe('off-roads');
});

it('ends roads where the extract ends, and copes with nodes in any order', () => {
  const file = (nodes: OsmContent['nodes']) =>
    writePbf({ nodes, ways: [{ id: 1, tags: street, refs: [1, 2, 3, 4] }], relations: [] }, deflateSync, {
      source: '',
      program: '',
    });
  const nodes = [1, 2, 4].map((id) => ({ id, lon: at(id)[0], lat: at(id)[1] }));
  for (const list of [nodes, nodes.toReversed()]) {
    const { graph } = buildGraph(file(list), inflateSync);
    expect(graph.roadFrom.length).toBe(1);
    expect(graph.roadCentimetres[0]).toBeCloseTo(10_000, -2);
  }
});
