// What every use case of the portrait is given.
import type { Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { LocalText } from '#foundation/knowledge/rules/content.ts';
import type { InstrumentResult } from '#foundation/knowledge/rules/instrument.ts';
import type { Knowledge } from '#foundation/knowledge/server/index.ts';
import type { RecordContext } from '#foundation/record/server/index.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import type { KnownValues } from '../rules/health-index.ts';

export interface ValuedPerson {
  personId: string;
  villageId?: string;
  values: KnownValues;
}
export interface AssessedPerson extends ValuedPerson {
  results: { model: string; level: 'low' | 'medium' | 'high' | undefined; result: InstrumentResult }[];
}
export interface RiskModelTold {
  id: string;
  disease: LocalText;
  system: string;
  /** 0 is what stands now. */
  horizonYears: number;
}
/** What risk prediction, our neighbour, is asked for; wired where the county is put together. */
export interface RiskPort {
  models: readonly RiskModelTold[];
  /** All models for these people, as the record stood then; people who are not registered are left out. */
  assess(q: Sql, personIds: readonly string[], at: Date): Promise<AssessedPerson[]>;
  /** Values alone; `ages`: most days of each number. */
  values(q: Sql, personIds: readonly string[], ages: ReadonlyMap<string, number>, at: Date): Promise<ValuedPerson[]>;
  /** Writes down what the person says under the id that the screen made, once. */
  answer(
    actor: Actor,
    personId: string,
    body: { answersId: string; answers: Record<string, boolean | number | string> },
    now: Date,
  ): Promise<Result<unknown>>;
}

export interface Parts {
  readonly kernel: Kernel;
  readonly registry: Registry;
  readonly knowledge: Knowledge;
  readonly record: RecordContext;
  readonly risks: RiskPort;
}
