// Stops of another programme for an account: those that it may serve, within the days told.
import type { Day } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { StopRow } from '../../crew-contract.ts';

export type StopSource = (actor: Actor, span: { fromOn: Day; toOn: Day }, now: Date) => Promise<StopRow[]>;
