// What a screen gets when a call fails: the server's problem, or the words "no connection" and "too slow".
import type { ProblemDetails, ProblemKind } from '#platform/contract.ts';

export type FailureKind = ProblemKind | 'offline';

/** Thrown by `api.call`, so that queries and forms see one shape of failure. */
export class ApiFailure extends Error {
  readonly kind: FailureKind;
  readonly status: number;
  readonly problem: ProblemDetails | undefined;

  constructor(kind: FailureKind, status: number, problem?: ProblemDetails) {
    super(problem?.detail ?? problem?.title ?? kind);
    this.name = 'ApiFailure';
    this.kind = kind;
    this.status = status;
    this.problem = problem;
  }

  /** Messages beside fields, by the path of the field. */
  get fieldIssues(): Record<string, string> {
    const issues = this.problem?.issues ?? [];
    return Object.fromEntries(issues.map((issue) => [issue.path, issue.message]));
  }

  /** The last part of `type`: `context/slug`. */
  get code(): string | undefined {
    return this.problem?.type.split('/').slice(-2).join('/');
  }
}

export const isFailure = (error: unknown, ...kinds: FailureKind[]): error is ApiFailure =>
  error instanceof ApiFailure && (kinds.length === 0 || kinds.includes(error.kind));

const kindByStatus: Record<number, ProblemKind> = {
  400: 'invalid',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  410: 'gone',
  412: 'version',
  428: 'precondition-required',
  429: 'too-many',
  503: 'busy',
  504: 'timeout',
};

const isProblem = (body: unknown): body is ProblemDetails =>
  typeof body === 'object' && body !== null && 'kind' in body && 'status' in body && 'title' in body;

/** A proxy between us and the server may answer without a problem document: then the status speaks. */
export function failureOf(status: number, body: unknown): ApiFailure {
  if (isProblem(body)) return new ApiFailure(body.kind, status, body);
  return new ApiFailure(kindByStatus[status] ?? 'fault', status);
}
