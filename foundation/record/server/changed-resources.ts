// What `record.resource-changed` carries, for listeners: parsed, and sifted by type before it makes work.
import { z } from 'zod';

const changedResources = z.object({
  /** Without it the resources belong to nobody. */
  personId: z.string().optional(),
  changes: z.array(z.object({ type: z.string(), id: z.string(), action: z.string() })),
});
export type ChangedResources = z.infer<typeof changedResources>;

export const parseChanges = (payload: unknown): ChangedResources => changedResources.parse(payload);

/** Whose records these events changed, each once. */
export const personsChanged = (events: readonly { payload: unknown }[]): string[] => [
  ...new Set(events.flatMap(({ payload }) => parseChanges(payload).personId ?? [])),
];

/** For `Listener.concerns`: a person's resources of one of these types were created, changed or deleted. */
export const concernsTypes = (...types: string[]): ((payload: unknown) => boolean) => {
  const wanted: ReadonlySet<string> = new Set(types);
  return (payload) => {
    const { personId, changes } = payload as ChangedResources;
    return personId !== undefined && changes.some(({ type }) => wanted.has(type));
  };
};
