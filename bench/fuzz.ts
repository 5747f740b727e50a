// Bars: 1,000,000 mutated resources, bundles, patches and search strings over HTTP: no crash, no answer of 500 or above, memory flat (the second half adds less than 15 %).
import { readdirSync, readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import type { Bench } from './bench.ts';
import { damageText, damageTree, fuzzRandom, type FuzzRandom } from './fuzz-damage.ts';
import { drive, rawRequest } from './http-load.ts';
import { ownDatabase } from './own-database.ts';
import { freePort, memoryOf, signIn, startServer } from './served.ts';

const wholeInputs = 1_000_000;
/** The embedded database writes an audit row for each refusal on one session: a smaller number, no bar on it. */
const embeddedInputs = 60_000;
/** Resources that travel in one batch; each entry is checked and answered for itself. */
const together = 100;
const connections = 8;
const longestSeconds = 640;
const bars = { growth: 0.15 };

type Json = Record<string, unknown>;

/** Resources of the Synthea samples, of every type that they hold. */
function samples(): Json[] {
  const folder = new URL('../foundation/record/golden/synthea/', import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith('.br'));
  return names.flatMap((name) => {
    const text = brotliDecompressSync(readFileSync(new URL(name, folder))).toString();
    return (JSON.parse(text) as { entry: { resource: Json }[] }).entry.map(({ resource }) => resource);
  });
}

interface Statement {
  rest: { resource: { type: string; searchParam: { name: string; type: string }[] }[] }[];
}

/** A search made of real parameters of a type with values that are nearly right, then damaged. */
function searchOf(statement: Statement, random: FuzzRandom): string {
  const { type, searchParam } = random.pick(statement.rest[0]!.resource);
  const values = [
    'final',
    'http://loinc.org|8867-4',
    '2024-01-01',
    'ge2024',
    '5.4||mg',
    'Patient/1',
    '王',
    'a,b',
    '|',
    '8480-6$gt5',
    'true',
  ];
  const modifiers = ['', '', '', ':missing', ':not', ':exact', ':contains', ':identifier', ':in', ':Patient'];
  const parts = Array.from({ length: 1 + random.below(4) }, () => {
    const name = random.chance(0.1)
      ? random.pick([
          '_sort',
          '_count',
          '_include',
          '_revinclude',
          '_elements',
          '_summary',
          '_total',
          '_cursor',
          `_has:${random.pick(statement.rest[0]!.resource).type}:subject:code`,
          'patient.name',
        ])
      : random.pick(searchParam).name + random.pick(modifiers);
    return `${name}=${encodeURIComponent(random.chance(0.5) ? random.pick(values) : damageText(random.pick(values), random))}`;
  });
  const query = parts.join('&');
  return `/fhir/${type}?${random.chance(0.2) ? encodeURI(damageText(query, random)).replaceAll(/[^\x21-\x7e]/g, '%') : query}`;
}

export const bench: Bench = async ({ database, note, rounds }) => {
  const data = mkdtempSync(join(tmpdir(), 'tianmu-fuzz-'));
  const own = database ? await ownDatabase(database, 'fuzz') : undefined;
  const port = await freePort();
  const served = await startServer({
    data,
    port,
    ...(own ? { database: own.url } : {}),
    flags: ['--demo', '--no-simulator', '--residents', '200', '--per-minute', '10000000'],
  });
  try {
    const { address } = served;
    const headers = { authorization: `Bearer ${await signIn(address, 'integrator')}` };
    const statement = (await (await fetch(`${address}/fhir/metadata`)).json()) as Statement;
    const random = fuzzRandom(20_261_125);
    const resources = samples();
    const wanted = rounds ? rounds * 1_000 : own ? wholeInputs : embeddedInputs;
    const counts = { resources: 0, bundles: 0, patches: 0, searches: 0, texts: 0 };
    const total = () => Object.values(counts).reduce((sum, count) => sum + count, 0);
    const send = (method: string, path: string, body?: string, type = 'application/fhir+json') =>
      rawRequest(address, method, path, { ...headers, ...(body === undefined ? {} : { 'content-type': type }) }, body);
    const entry = (resource: Json) => ({
      request: {
        method: random.chance(0.5) ? 'POST' : 'PUT',
        url: random.chance(0.5) ? resource.resourceType : `${String(resource.resourceType)}/${String(resource.id)}`,
      },
      resource,
    });
    const small = () => random.pick(resources);
    const makers: [number, () => Buffer][] = [
      [
        2,
        () => {
          counts.resources += together;
          const entries = Array.from({ length: together }, () => entry(damageTree(small(), random)));
          return send('POST', '/fhir', JSON.stringify({ resourceType: 'Bundle', type: 'batch', entry: entries }));
        },
      ],
      [
        3,
        () => {
          counts.bundles += 1;
          const bundle = { resourceType: 'Bundle', type: 'transaction', entry: [entry(small()), entry(small())] };
          return send('POST', '/fhir', JSON.stringify(damageTree(bundle, random)));
        },
      ],
      [
        2,
        () => {
          counts.texts += 1;
          const resource = small();
          const path = `/fhir/${String(resource.resourceType)}`;
          return send(
            'POST',
            random.chance(0.3) ? `${path}/$validate` : path,
            damageText(JSON.stringify(resource), random),
          );
        },
      ],
      [
        1,
        () => {
          counts.patches += 1;
          const patch = [
            { op: 'replace', path: '/status', value: 'x' },
            { op: 'add', path: '/note/-', value: {} },
          ];
          const path = `/fhir/Observation/${random.pick(['x', 'y', 'a b'].map(encodeURIComponent))}`;
          return send(
            'PATCH',
            path,
            JSON.stringify(damageTree(patch as unknown as Json, random)),
            'application/json-patch+json',
          );
        },
      ],
      [
        6,
        () => {
          counts.searches += 1;
          return send('GET', searchOf(statement, random));
        },
      ],
    ];
    const weighted = makers.flatMap(([weight, make]) => Array.from({ length: weight }, () => make));
    const statuses = new Map<number, number>();
    let worst: string | undefined;
    const memory: number[] = [];
    const startedAt = performance.now();
    while (total() < wanted && performance.now() - startedAt < longestSeconds * 1000) {
      const result = await drive({
        address,
        connections,
        seconds: 5,
        next: () => random.pick(weighted)(),
        accept: (status, body) => {
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
          const broken = status >= 500 || (status === 200 && /"status":"5\d\d/.test(body()));
          if (broken) worst ??= `${status} ${body().slice(0, 800)}`;
          return !broken;
        },
      });
      memory.push(memoryOf(served.child.pid!).now);
      note(`${total()} inputs, ${result.errors} faults, ${memory.at(-1)} MiB`);
      if (result.errors > 0) break;
    }
    const half = Math.max(1, Math.floor(memory.length / 2));
    const growth = Math.max(...memory.slice(half), 0) / Math.max(...memory.slice(0, half)) - 1;
    const alive = (await fetch(`${address}/readyz`)).status === 200;
    const figures = {
      inputs: total(),
      ...counts,
      seconds: Math.round((performance.now() - startedAt) / 1000),
      answers500: [...statuses].filter(([status]) => status >= 500).reduce((sum, [, count]) => sum + count, 0),
      answers2xx: [...statuses].filter(([status]) => status < 300).reduce((sum, [, count]) => sum + count, 0),
      answers4xx: [...statuses]
        .filter(([status]) => status >= 400 && status < 500)
        .reduce((sum, [, count]) => sum + count, 0),
      memoryMiB: memory.at(-1) ?? 0,
      memoryGrowth: Math.round(growth * 1000) / 1000,
      bar_inputs: wanted,
      bar_memoryGrowth: bars.growth,
    };
    if (worst) note(`${worst}\n${served.words().slice(-4_000)}`);
    const ok = alive && worst === undefined && figures.inputs >= wanted && growth <= bars.growth;
    return { ok, figures, peers: {}, engine: own ? 'postgresql' : 'pglite' };
  } finally {
    await served.stop();
    await own?.drop();
    rmSync(data, { recursive: true, force: true });
  }
};
