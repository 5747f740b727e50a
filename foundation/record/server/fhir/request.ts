// A FHIR request and reply without HTTP machinery, and what its headers ask for.
import { Refusal } from '../refusal.ts';

export interface FhirRequest {
  method: string;
  /** After /fhir, e.g. `/Observation/1`; decoded segments are made by the router. */
  path: string;
  /** Raw query without the question mark. */
  query: string;
  /** Lower-case names. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body?: string;
}
export interface FhirReply {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export const header = (request: FhirRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
};

const jsonTypes = new Set(['application/fhir+json', 'application/json', 'text/json', 'json']);
const bareType = (text: string): string => text.split(';')[0]!.trim().toLowerCase();

/** JSON is the only format: 406 for a reply in anything else, 415 for a body in anything else. */
export function refuseOtherFormats(request: FhirRequest, pairs: readonly (readonly [string, string])[]): void {
  const format = pairs.find(([key]) => key === '_format')?.[1].replace(' ', '+');
  const wanted = format ?? header(request, 'accept') ?? '*/*';
  const open = format === undefined ? ['*/*', 'application/*', 'text/html'] : [];
  const acceptable = wanted
    .split(',')
    .map(bareType)
    .some((type) => jsonTypes.has(type) || open.includes(type));
  if (!acceptable) throw new Refusal('unsupported', 'Only JSON is spoken here.', { status: 406 });
}

export function refuseOtherBodies(request: FhirRequest, allowed: 'json' | 'form'): void {
  const type = bareType(header(request, 'content-type') ?? '');
  const fits = allowed === 'form' ? type === 'application/x-www-form-urlencoded' : jsonTypes.has(type);
  if (!fits) {
    const wanted = allowed === 'form' ? 'application/x-www-form-urlencoded' : 'application/fhir+json';
    throw new Refusal('unsupported', `The body must be ${wanted}.`, { status: 415 });
  }
}

function preference(request: FhirRequest, name: string): string | undefined {
  const prefer = header(request, 'prefer');
  return prefer === undefined ? undefined : new RegExp(`(?:^|[,;\\s])${name}=([\\w]+)`).exec(prefer)?.[1];
}
export const isLenient = (request: FhirRequest): boolean => preference(request, 'handling') === 'lenient';
export const wantedReturn = (request: FhirRequest): string | undefined => preference(request, 'return');

/** `Prefer: respond-async`: the reply tells where the result will stand. */
export const isAsynchronous = (request: FhirRequest): boolean =>
  /(?:^|[,;\s])respond-async(?:[,;\s]|$)/.test(header(request, 'prefer') ?? '');

/** The version in If-Match: `W/"3"`. */
export function versionOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const found = /^\s*(?:W\/)?"?(\d{1,9})"?\s*$/.exec(text);
  if (!found) throw new Refusal('invalid', 'If-Match must be a version such as W/"3".', { code: 'value' });
  return Number(found[1]);
}

export const etag = (version: number): string => `W/"${version}"`;
export const fhirJson = 'application/fhir+json; charset=utf-8';

/** A JSON Patch; FHIRPath patches (Parameters) are not spoken. */
export function patchBody(request: FhirRequest): unknown {
  const type = bareType(header(request, 'content-type') ?? '');
  if (type !== 'application/json-patch+json')
    throw new Refusal('unsupported', 'The body must be application/json-patch+json.', { status: 415 });
  return parsedBody(request);
}

/** Reads a body as a JSON object. */
export function jsonBody(request: FhirRequest): Record<string, unknown> {
  refuseOtherBodies(request, 'json');
  const parsed = parsedBody(request);
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Record<string, unknown>;
  throw new Refusal('invalid', 'The body must be a JSON object.', { code: 'structure' });
}

/** The bytes NUL and US can't be stored in PostgreSQL texts or lists. */
const parsedBody = (request: FhirRequest): unknown => parsedText(request.body ?? '', 'The body');

export function parsedText(text: string, what: string): unknown {
  if (/\\u00(00|1f)/i.test(text))
    throw new Refusal('invalid', 'Control characters are not allowed.', { code: 'value' });
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Refusal('invalid', `${what} is not JSON.`, { code: 'structure' });
  }
}
