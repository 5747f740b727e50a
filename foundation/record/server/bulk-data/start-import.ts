// Begins a bulk import: of the body as it streams in, or of files that stand elsewhere.
import { createHash } from 'node:crypto';
import { Refusal } from '../refusal.ts';
import type { Asking, RecordServices } from '../services.ts';
import { refuseLimitedImport } from './app-limits.ts';
import { inputName, refuseForeignSources } from './fetch-input.ts';
import type { ImportParameters } from './job.ts';
import { begin, refuseWithout } from './start-export.ts';

/** Keeps the stream on disk, then begins; nothing begins when the sender breaks off. Returns the id of the job. */
export async function importStream(
  services: RecordServices,
  asking: Asking,
  request: string,
  body: AsyncIterable<Buffer> | Iterable<Buffer>,
): Promise<string> {
  refuseWithout(services, asking, 'import');
  refuseLimitedImport(services, asking);
  const { newId, spool } = services.kernel;
  const id = newId();
  const bytes = await spool.write(inputName(id, 0), body);
  if (bytes === 0) {
    await spool.removeAll(`${id}-`);
    throw new Refusal('invalid', 'The body is empty.', { code: 'required' });
  }
  return begin(services, asking, 'import', request, { base: asking.base, inputs: [] }, id, { id, bytes });
}

const formats = new Set(['application/fhir+ndjson', 'application/ndjson', 'ndjson']);
const mostInputs = 1_000;

interface Parameter {
  name?: string;
  valueCode?: string;
  valueString?: string;
  valueUri?: string;
  valueUrl?: string;
  part?: Parameter[];
}
const textOf = (one: Parameter | undefined): string | undefined =>
  one?.valueUrl ?? one?.valueUri ?? one?.valueCode ?? one?.valueString;

/** `input` with `type` and `url`; `inputFormat` and `inputSource` as the bulk import proposal names them. */
export function readImportParameters(body: Record<string, unknown>, base: string): ImportParameters {
  if (body.resourceType !== 'Parameters' || !Array.isArray(body.parameter))
    throw new Refusal('invalid', 'The body must be ndjson or a Parameters resource.', { code: 'structure' });
  const inputs: ImportParameters['inputs'] = [];
  for (const one of body.parameter as Parameter[]) {
    const part = (name: string) => textOf(one.part?.find((candidate) => candidate.name === name));
    if (one.name === 'input') {
      const [type, url] = [part('type') ?? '', part('url')];
      if (url === undefined) throw new Refusal('invalid', 'An input needs a url.', { code: 'required' });
      inputs.push({ type, url });
    } else if (one.name === 'inputFormat') {
      if (!formats.has(textOf(one) ?? '')) throw new Refusal('invalid', 'Only ndjson is read.', { code: 'value' });
    } else if (one.name !== 'inputSource' && one.name !== 'storageDetail')
      throw new Refusal('invalid', `${one.name ?? ''} is not supported by $import.`, { code: 'not-supported' });
  }
  if (inputs.length === 0 || inputs.length > mostInputs)
    throw new Refusal('invalid', `One to ${mostInputs} inputs are needed.`, { code: 'required' });
  return { base, inputs };
}

export async function importFiles(
  services: RecordServices,
  asking: Asking,
  request: string,
  parameters: ImportParameters,
): Promise<string> {
  refuseWithout(services, asking, 'import');
  refuseLimitedImport(services, asking);
  const urls = parameters.inputs.map((input) => input.url);
  await refuseForeignSources(services, asking.actor, urls, asking.now);
  const fingerprint = createHash('sha256')
    .update(JSON.stringify(['import', parameters]))
    .digest('hex');
  return begin(services, asking, 'import', request, parameters, fingerprint);
}
