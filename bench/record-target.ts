// What the bench `record` asks of a FHIR server, ours or a peer: its own patients with a page of observations each, then the same requests.
import { drive, rawRequest } from './http-load.ts';

/** Glycated haemoglobin: the demo county has it, so that a database's statistics know it. */
const code = '4548-4';
const from = '2026-01-01';
const patients = 200;
const observationsEach = 60;
const batchSize = 50;

export interface FhirTarget {
  address: string;
  headers: Record<string, string>;
  observations: string[];
  pages: { patient: string; code: string; from: string }[];
  pageRows: number;
  batchSize: number;
  reads: Buffer[];
  searches: Buffer[];
  create(): Buffer;
  batch(): Buffer;
  total(type: string): Promise<number>;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)]!;
}

const day = (at: number) => new Date(Date.UTC(2026, 0, 2 + at, 0, 30)).toISOString();

const observation = (patient: string, at: number) => ({
  resourceType: 'Observation',
  status: 'final',
  category: [
    {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }],
    },
  ],
  code: { coding: [{ system: 'http://loinc.org', code, display: 'Hemoglobin A1c' }], text: '糖化血红蛋白' },
  subject: { reference: patient },
  effectiveDateTime: day(at),
  valueQuantity: { value: 5 + (at % 40) / 10, unit: '%', system: 'http://unitsofmeasure.org', code: '%' },
  note: [{ text: '静脉血，高效液相色谱法。' }],
});

interface Entry {
  response: { location: string };
}

/** Writes the patients and their observations over the public interface and prepares every request as bytes. */
export async function fhirTarget(base: string, authorization: Record<string, string>): Promise<FhirTarget> {
  const address = new URL(base).origin;
  const path = new URL(base).pathname.replace(/\/$/, '');
  const headers = { ...authorization, accept: 'application/fhir+json' };
  const writing = { ...headers, 'content-type': 'application/fhir+json' };
  const post = async (body: object): Promise<Entry[]> => {
    const answer = await fetch(base, { method: 'POST', headers: writing, body: JSON.stringify(body) });
    const text = await answer.text();
    if (answer.status !== 200)
      throw new Error(`the server refused the patients: ${answer.status} ${text.slice(0, 500)}`);
    return (JSON.parse(text) as { entry: Entry[] }).entry;
  };
  const idOf = (entry: Entry) => /(?:^|\/)(\w+)\/([^/]+)(?:\/_history|$)/.exec(entry.response.location)![2]!;
  const pages: FhirTarget['pages'] = [];
  const observations: string[] = [];
  for (let made = 0; made < patients; made++) {
    const fullUrl = `urn:uuid:00000000-0000-4000-8000-${String(made).padStart(12, '0')}`;
    const [patient, ...rest] = await post({
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [
        {
          fullUrl,
          request: { method: 'POST', url: 'Patient' },
          resource: { resourceType: 'Patient', name: [{ text: '测速人' }], gender: 'female', birthDate: '1950-05-12' },
        },
        ...Array.from({ length: observationsEach }, (_, at) => ({
          request: { method: 'POST', url: 'Observation' },
          resource: observation(fullUrl, at),
        })),
      ],
    });
    pages.push({ patient: idOf(patient!), code, from });
    observations.push(...rest.map(idOf));
  }
  const get = (query: string) => rawRequest(address, 'GET', `${path}/${query}`, headers);
  const searches = pages.map(({ patient }) =>
    get(`Observation?patient=${patient}&code=http://loinc.org|${code}&date=ge${from}&_sort=-date&_count=20`),
  );
  const first = await fetch(`${base}/Observation?patient=${pages[0]!.patient}&code=${code}&_count=20`, { headers });
  const pageRows = ((await first.json()) as { entry?: unknown[] }).entry?.length ?? 0;
  let turn = 0;
  const anyone = () => `Patient/${pages[turn++ % pages.length]!.patient}`;
  const send = (where: string, body: object) => rawRequest(address, 'POST', where, writing, JSON.stringify(body));
  return {
    address,
    headers,
    observations,
    pages,
    pageRows,
    batchSize,
    reads: observations.map((id) => get(`Observation/${id}`)),
    searches,
    create: () => send(`${path}/Observation`, observation(anyone(), turn % 300)),
    batch: () =>
      send(path === '' ? '/' : path, {
        resourceType: 'Bundle',
        type: 'batch',
        entry: Array.from({ length: batchSize }, (_, at) => ({
          request: { method: 'POST', url: 'Observation' },
          resource: observation(anyone(), at),
        })),
      }),
    async total(type) {
      const answer = await fetch(`${base}/${type}?_summary=count`, { headers });
      return ((await answer.json()) as { total: number }).total;
    },
  };
}

type PeerFigures = Record<'read' | 'search' | 'create' | 'batch', number>;

/** `https://id:secret@host/fhir/R4`: a client of the peer, whose token comes from /oauth2/token; TIANMU_PEER_TOKEN wins. */
async function peerAuthorization(url: URL): Promise<Record<string, string>> {
  if (process.env.TIANMU_PEER_TOKEN) return { authorization: `Bearer ${process.env.TIANMU_PEER_TOKEN}` };
  if (!url.username) return {};
  const answer = await fetch(`${url.origin}/oauth2/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: decodeURIComponent(url.username),
      client_secret: decodeURIComponent(url.password),
    }),
  });
  if (!answer.ok) throw new Error(`the peer gave no token: ${answer.status}`);
  return { authorization: `Bearer ${((await answer.json()) as { access_token: string }).access_token}` };
}

export async function measurePeer(
  address: string,
  options: { connections: number; seconds: number; rounds: number; note(line: string): void },
): Promise<PeerFigures> {
  const url = new URL(address);
  const base = `${url.origin}${url.pathname.replace(/\/$/, '')}`;
  const target = await fhirTarget(base, await peerAuthorization(url));
  const turn = (all: readonly Buffer[]) => {
    let at = 0;
    return () => all[at++ % all.length]!;
  };
  const figures: Record<keyof PeerFigures, number[]> = { read: [], search: [], create: [], batch: [] };
  for (let round = 0; round < options.rounds; round++) {
    for (const [name, next, status] of [
      ['read', turn(target.reads), 200],
      ['search', turn(target.searches), 200],
      ['create', target.create, 201],
      ['batch', target.batch, 200],
    ] as const) {
      const { connections, seconds } = options;
      const result = await drive({ address: target.address, connections, seconds, next, status });
      if (result.errors > 0) throw new Error(`the peer answered ${name} with errors: ${result.firstError}`);
      figures[name].push(result.perSecond);
    }
    options.note(`peer round ${round + 1}: ${JSON.stringify(figures)}`);
  }
  return {
    read: median(figures.read),
    search: median(figures.search),
    create: median(figures.create),
    batch: median(figures.batch),
  };
}
