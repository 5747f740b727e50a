// Road networks over the real server: uploaded, built by a job in a worker thread, asked, replaced; places off the road are named.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { openTestKernel, type TestKernel } from '#platform/kernel/test-kernel.ts';
import { createRegistry, type Registry } from '#foundation/registry/server/index.ts';
import { smallPeople, smallStructure, units } from '#foundation/registry/server/small-county.ts';
import {
  geoRoutes,
  type ConnectivityReply,
  type IsochroneReply,
  type LoadRoadsReply,
  type MatrixReply,
  type RoadLines,
  type RoadsReply,
  type RouteReply,
} from '../contract.ts';
import { fromWgs84, type Datum } from '../rules/datum.ts';
import { distanceMetres } from '../rules/distance.ts';
import { createGeo, type Geo } from './index.ts';

const folders = ['registry', 'geo'].map((schema) => ({
  schema,
  folder: new URL(`../../${schema}/server/migrations/`, import.meta.url),
}));
const monaco = readFileSync(new URL('../golden/monaco.osm.pbf', import.meta.url));
const query = { label: '摩纳哥', source: '© OpenStreetMap contributors', licence: 'ODbL 1.0' };
// Two places in Monaco, in the west and in the east.
const [west, east]: [[number, number], [number, number]] = [
  [7.4127, 43.7306],
  [7.4349, 43.7482],
];

describeOnEachEngine('road networks', { contexts: folders }, (database) => {
  let test: TestKernel;
  let geo: Geo;
  let bureau: Awaited<ReturnType<TestKernel['as']>>;
  let nurse: Awaited<ReturnType<TestKernel['as']>>;

  beforeAll(async () => {
    let registry: Registry | undefined;
    test = await openTestKernel(database.db, (kernel) => {
      registry = createRegistry(kernel);
      geo = createGeo(kernel, registry);
      return [
        registry.context,
        geo.context,
        {
          name: 'record',
          announces: [
            { name: 'record.visit-recorded', example: {} },
            { name: 'record.measurement-recorded', example: {} },
          ],
        },
      ] as never;
    });
    await registry!.bulkLoad.structure(smallStructure());
    await registry!.bulkLoad.people(smallPeople());
    await test.addAccount('bureau', 'bureau', units.county);
    await test.addAccount('nurse', 'nurse', units.county);
    bureau = await test.as('bureau');
    nurse = await test.as('nurse');
    await test.startWork();
  });
  afterAll(() => test?.stop());

  const upload = (ask: typeof bureau, payload: Buffer, words: Record<string, string> = query) =>
    ask({
      method: 'POST',
      url: geoRoutes.loadRoads.path,
      query: words,
      headers: { 'content-type': 'application/octet-stream' },
      payload,
    });
  const post = (url: string, payload: object) => nurse({ method: 'POST', url, payload });
  const status = async () => (await nurse({ method: 'GET', url: geoRoutes.roads.path })).json<RoadsReply>();
  const untilSettled = async (version: string) => {
    for (let tries = 0; tries < 200; tries++) {
      const found = (await status()).networks.find((network) => network.version === version);
      if (found && found.state !== 'waiting') return found;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('the network was not built');
  };

  it('estimates, and says so, before a network is loaded', async () => {
    expect(await status()).toEqual({ networks: [] });
    const route = (await post(geoRoutes.route.path, { datum: 'WGS-84', from: west, to: east })).json<RouteReply>();
    expect(route.basis).toBe('estimate');
    expect(route.metres).toBeCloseTo(1.35 * distanceMetres(west, east), 0);
    const lines = await nurse({ method: 'GET', url: geoRoutes.roadLines.path });
    expect(lines.json<RoadLines>().features).toEqual([]);
  });

  it('takes files from the bureau only, and only readable ones with their origin', async () => {
    expect((await upload(nurse, monaco)).statusCode).toBe(403);
    const undescribed = await upload(bureau, monaco, { label: 'x' });
    expect(undescribed.json<{ title: string }>().title).toContain('来源和许可');
    const foreign = await upload(bureau, Buffer.from('<?xml version="1.0"?><osm/>'));
    expect(foreign.statusCode).toBe(400);
    expect(foreign.json<{ title: string }>().title).toContain('OSM PBF');
    const cut = await upload(bureau, monaco.subarray(0, 90_000));
    expect(cut.statusCode).toBe(202);
    const settled = await untilSettled(cut.json<LoadRoadsReply>().version);
    expect(settled).toMatchObject({ state: 'failed', fault: 'geo/roads-unreadable' });
    expect((await status()).current).toBeUndefined();
  });

  it('builds an uploaded network and uses it; the same file again is the same network', async () => {
    const first = await upload(bureau, monaco);
    const { version } = first.json<LoadRoadsReply>();
    expect(await untilSettled(version)).toMatchObject({ ...query, state: 'ready', synthetic: false, bytes: 184_044 });
    expect((await upload(bureau, monaco, { ...query, label: '再次' })).json()).toEqual({ version });
    expect((await untilSettled(version)).label).toBe('再次');
    const now = await status();
    expect(now).toMatchObject({ current: version });
    expect(now.networks).toHaveLength(2);
    const lines = await nurse({ method: 'GET', url: geoRoutes.roadLines.path });
    expect(lines.json<RoadLines>().features.flatMap(({ geometry }) => geometry.coordinates).length).toBeGreaterThan(
      200,
    );
    const etag = lines.headers['etag'] as string;
    const again = await nurse({ method: 'GET', url: geoRoutes.roadLines.path, headers: { 'if-none-match': etag } });
    expect(again.statusCode).toBe(304);
  });

  it('refuses positions without a datum, and answers in the datum that was asked in', async () => {
    const unnamed = await post(geoRoutes.route.path, { from: west, to: east });
    expect(unnamed.statusCode).toBe(400);
    expect(unnamed.json<{ title: string }>().title).toMatch(/坐标系.*WGS-84.*GCJ-02.*BD-09/s);
    const ask = async (datum: Datum) =>
      (
        await post(geoRoutes.route.path, { datum, from: fromWgs84(west, datum), to: fromWgs84(east, datum) })
      ).json<RouteReply>();
    const [wgs, gcj, baidu] = [await ask('WGS-84'), await ask('GCJ-02'), await ask('BD-09')];
    expect(wgs).toMatchObject({ basis: 'roads', datum: 'WGS-84' });
    expect(wgs.metres).toBeGreaterThan(distanceMetres(west, east));
    expect(wgs.metres).toBeLessThan(2.2 * distanceMetres(west, east));
    expect([gcj.metres, baidu.metres].map(Math.round)).toEqual([wgs.metres, wgs.metres].map(Math.round));
    expect(distanceMetres(gcj.line[0]!, fromWgs84(wgs.line[0]!, 'GCJ-02'))).toBeLessThan(0.3);
    expect(distanceMetres(baidu.line.at(-1)!, fromWgs84(wgs.line.at(-1)!, 'BD-09'))).toBeLessThan(0.3);
    const length = wgs.line.slice(1).reduce((sum, at, index) => sum + distanceMetres(wgs.line[index]!, at), 0);
    expect(Math.abs(length - wgs.metres)).toBeLessThan(wgs.metres * 0.002);
  });

  it('gives matrices and isochrones from worker threads; a closed road lengthens the way', async () => {
    const matrix = (
      await post(geoRoutes.matrix.path, { datum: 'WGS-84', points: [west, east, [119.7, 30.2]] })
    ).json<MatrixReply>();
    const route = (await post(geoRoutes.route.path, { datum: 'WGS-84', from: west, to: east })).json<RouteReply>();
    expect(matrix.basis).toBe('roads');
    expect(matrix.metres[0]![1]).toBeCloseTo(route.metres, 0);
    expect(matrix.seconds[0]![2]).toBeNull();
    expect(matrix.offRoadMetres[2]).toBeNull();
    const middle = route.line[Math.floor(route.line.length / 2)]!;
    const round = (
      await post(geoRoutes.route.path, { datum: 'WGS-84', from: west, to: east, closures: [{ at: middle }] })
    ).json<RouteReply>();
    expect(round.seconds).toBeGreaterThan(route.seconds);
    const nowhere = await post(geoRoutes.route.path, {
      datum: 'WGS-84',
      from: west,
      to: east,
      closures: [{ at: [119.7, 30.2] }],
    });
    expect(nowhere.json()).toMatchObject({
      kind: 'invalid',
      issues: [{ path: 'closures.0', message: '这里附近没有道路' }],
    });
    const reach = (
      await post(geoRoutes.isochrone.path, { datum: 'WGS-84', from: west, minutes: [5, 2] })
    ).json<IsochroneReply>();
    expect(reach.areas.map(({ minutes }) => minutes)).toEqual([2, 5]);
    expect(reach.areas.every(({ polygons }) => polygons.every(([ring]) => ring!.length > 8))).toBe(true);
    // The villages of the test lie in China.
    expect(reach.villages).toEqual([]);
  });

  it('keeps a matrix of a network', async () => {
    const points = Array.from({ length: 50 }, (_, step): [number, number] => [
      7.412 + step * 0.0004,
      43.73 + step * 0.0003,
    ]);
    const reckoned = vi.spyOn(test.kernel.workers, 'run');
    const first = await geo.travelMatrix({ points });
    const again = await geo.travelMatrix({ points });
    expect(reckoned).toHaveBeenCalledTimes(1);
    reckoned.mockRestore();
    expect(again).toEqual(first);
    expect(first).toMatchObject({ ok: true, value: { rows: 50, columns: 50, basis: 'roads' } });
  });

  it('names the places that the network does not reach', async () => {
    const report = (
      await nurse({ method: 'GET', url: geoRoutes.connectivity.path, query: { metres: '300' } })
    ).json<ConnectivityReply>();
    expect(report.places).toBeGreaterThan(0);
    expect(report.loose).toHaveLength(report.places);
    expect(report.islands).toBeGreaterThan(0);
  });
});
