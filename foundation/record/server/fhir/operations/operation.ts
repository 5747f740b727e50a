// What an operation ($everything, $validate, ...) declares: where it can be called and how it answers.
import type { Call } from '../call.ts';
import type { FhirReply } from '../request.ts';

export interface FhirOperation {
  /** Without the dollar sign. */
  readonly name: string;
  /** Canonical address of its OperationDefinition, for the CapabilityStatement. */
  readonly definition: string;
  readonly on: readonly ('system' | 'type' | 'instance')[];
  /** Types that have it; absent where it is on the system only, `any` where every type has it. */
  readonly types?: readonly string[] | 'any';
  readonly methods: readonly ('GET' | 'POST')[];
  run(call: Call, at: { type?: string; id?: string }): Promise<FhirReply> | FhirReply;
}
