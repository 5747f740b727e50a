// The port of advice: services of CDS Hooks that this and other contexts register; one place answers for all of them.
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Card, CdsService, HookRequest } from '../advice-contract.ts';

export interface AdviceSource {
  readonly service: CdsService;
  /** The caller has checked that the actor may see the person. */
  advise(actor: Actor, request: HookRequest, now: Date): Promise<Card[]>;
}
export interface Advice {
  /** Called at start, before the first request; throws where the id is taken. */
  register(source: AdviceSource): void;
  sources(): readonly AdviceSource[];
}

export function createAdvice(): Advice {
  const sources = new Map<string, AdviceSource>();
  return {
    register(source) {
      const { id } = source.service;
      if (sources.has(id)) throw new Error(`The advice service ${id} is registered twice.`);
      sources.set(id, source);
    },
    sources: () => [...sources.values()],
  };
}
