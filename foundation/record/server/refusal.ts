// A FHIR request that can't be done: thrown inside the work so that its transaction rolls back, answered as OperationOutcome.
import type { ProblemKind } from '#platform/contract.ts';
import { problemStatus } from '#platform/kernel/http/problem-status.ts';
import { outcome } from '#platform/fhir/outcome.ts';
import type { IssueCode, OperationOutcome, OutcomeIssue } from '#platform/fhir/outcome.ts';

export class Refusal extends Error {
  readonly kind: ProblemKind;
  readonly issues: OutcomeIssue[];
  readonly status: number;
  /** Which operation of a set it concerns. */
  operation?: number;
  /** Refusals of other operations of the same set, found in the same step. */
  also: readonly Refusal[] = [];
  /** Whom the asker could not reach: for the audit trail, never for the answer. */
  persons: string[] = [];
  constructor(
    kind: ProblemKind,
    diagnostics: string | OutcomeIssue[],
    options: { status?: number; code?: IssueCode; expression?: string } = {},
  ) {
    super(typeof diagnostics === 'string' ? diagnostics : kind);
    this.kind = kind;
    this.status = options.status ?? problemStatus[kind].status;
    this.issues =
      typeof diagnostics === 'string'
        ? [
            {
              severity: 'error',
              code: options.code ?? problemStatus[kind].fhir,
              diagnostics,
              ...(options.expression ? { expression: [options.expression] } : {}),
            },
          ]
        : diagnostics;
  }
  get outcome(): OperationOutcome {
    return outcome(...this.issues);
  }
}

/**
 * Runs a step for each operation of a set and throws what was refused all at once: a batch of thousands then needs a few
 * attempts, not one for each entry that is refused, and a transaction names every fault.
 */
export function attemptEach<Item>(items: Iterable<Item>, step: (item: Item) => void): void {
  const refused: Refusal[] = [];
  for (const item of items) {
    try {
      step(item);
    } catch (error) {
      if (!(error instanceof Refusal) || error.operation === undefined) throw error;
      refused.push(error);
    }
  }
  const [first, ...others] = refused;
  if (!first) return;
  first.also = others;
  throw first;
}
