// What every part of Tianmu agrees on: ids, time, money, pages, results, problems and the shape of a route.

declare const brand: unique symbol;
/** A string that may only be made where its kind is known. */
export type Branded<Name extends string> = string & { readonly [brand]: Name };
/** A person's UUIDv7: the person row under which facts are written; it never changes. */
export type PersonId = Branded<'PersonId'>;
/** A node of the organisation tree: province, county, township, village, hospital, clinic, team. */
export type OrgUnitId = Branded<'OrgUnitId'>;
export type AccountId = Branded<'AccountId'>;

/** An instant as ISO 8601 with offset; names of such fields end in `At`. */
export type Instant = string;
/** A calendar day `YYYY-MM-DD` in Asia/Shanghai; names of such fields end in `On`. */
export type Day = string;
/** Money in whole fen (1/100 yuan); names of such fields end in `Fen`. */
export type Fen = number;
/** WGS-84 longitude and latitude in degrees. */
export type LonLat = readonly [lon: number, lat: number];

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
export const isUuid = (text: string): boolean => uuidPattern.test(text);

const shanghaiOffsetMilliseconds = 8 * 3_600_000;
/** The calendar day in Asia/Shanghai (fixed +08:00 since 1991) on which an instant falls. */
export function dayOf(instant: Date | Instant): Day {
  const at = typeof instant === 'string' ? new Date(instant) : instant;
  return new Date(at.getTime() + shanghaiOffsetMilliseconds).toISOString().slice(0, 10);
}

/** Whole years of age on a day. */
export const yearsOn = (birthOn: Day, on: Day): number =>
  Number(on.slice(0, 4)) - Number(birthOn.slice(0, 4)) - (on.slice(5) < birthOn.slice(5) ? 1 : 0);

/** One page of a list: `next` is an opaque cursor, absent on the last page; `total` only where it was asked for. */
export interface Page<Item> {
  items: Item[];
  next?: string;
  total?: number;
}

export const problemKinds = [
  'invalid',
  'unauthenticated',
  'forbidden',
  'not-found',
  'gone',
  'conflict',
  'version',
  'precondition-required',
  'too-many',
  'rule-broken',
  'unsupported',
  'busy',
  'timeout',
  'fault',
] as const;
export type ProblemKind = (typeof problemKinds)[number];
export type MessageParameters = Record<string, string | number>;

/** One thing wrong in the input: a path into it (dots, or FHIRPath on /fhir) and a message code. */
export interface Issue {
  path: string;
  code: string;
  parameters?: MessageParameters;
}

/**
 * An expected failure. `code` is `context/slug` and names a text `problem.context.slug` in the message catalogue;
 * parameters never hold personal data.
 */
export interface Problem {
  kind: ProblemKind;
  code: string;
  parameters?: MessageParameters;
  issues?: Issue[];
}

export type Result<Value> = { ok: true; value: Value } | { ok: false; problem: Problem };
export const succeed = <Value>(value: Value): { ok: true; value: Value } => ({ ok: true, value });
export const fail = (problem: Problem): { ok: false; problem: Problem } => ({ ok: false, problem });

/** RFC 9457 body as it crosses the wire on /api. */
export interface ProblemDetails {
  type: string;
  title: string;
  status: number;
  detail?: string;
  instance: string;
  kind: ProblemKind;
  issues?: { path: string; code: string; message: string }[];
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export interface RouteTypes {
  params?: Record<string, string>;
  query?: object;
  body?: unknown;
  reply?: unknown;
}

/**
 * A route as both sides know it: method, path with `:name` parameters, and the types of what crosses the wire.
 * Browsers import these objects and types only; the server binds the zod schemas to them.
 */
export interface Route<Types extends RouteTypes = RouteTypes> {
  readonly method: Method;
  readonly path: `/api/${string}`;
  readonly types?: Types;
}
/* @__NO_SIDE_EFFECTS__ */
export function route<Types extends RouteTypes>(method: Method, path: `/api/${string}`): Route<Types> {
  return { method, path };
}
