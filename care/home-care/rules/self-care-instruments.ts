// The two scales by which elders are graded, by their ids in the knowledge base.

export const selfCareInstruments = ['elderly-self-care', 'barthel'] as const;
export type SelfCareInstrument = (typeof selfCareInstruments)[number];
