// What all clinical content has in common: words in both languages, where each number comes from, and who signed it.

export interface LocalText {
  zh: string;
  en: string;
}

/**
 * `reviewed`: signed by a clinician. `verified`: every claim was seen in a source or recomputed, not yet signed.
 * `draft`: holds claims from memory or policy that nobody has confirmed: screens label it, nothing acts on it alone.
 * `awaiting-table`: the numbers are missing. `disabled`: not to be used.
 */
export const contentStatuses = ['reviewed', 'verified', 'draft', 'awaiting-table', 'disabled'] as const;
export type ContentStatus = (typeof contentStatuses)[number];

/** How sure a claim is: read in the cited source, recomputed against it, a choice of the county, or unconfirmed memory. */
export const claimMarks = ['seen', 'recomputed', 'policy', 'memory'] as const;
export type ClaimMark = (typeof claimMarks)[number];

export interface ProvenanceClaim {
  /** Which part of the content this is about. */
  claim: LocalText;
  cite: string;
  mark: ClaimMark;
  note?: LocalText;
}
/** One clinician's verdict on one version. */
export interface Review {
  reviewer: string;
  role: string;
  /** `YYYY-MM-DD`. */
  reviewedOn: string;
  verdict: 'approved' | 'rejected';
  note?: string;
  /** Fingerprint of what was signed; of other content the review does not count. */
  hash?: string;
}
/** How serious a value or an outcome is; screens add a shape and a word. */
export const tones = ['normal', 'attention', 'dangerous'] as const;
export type Tone = (typeof tones)[number];

export interface ContentHead {
  id: string;
  version: string;
  status: ContentStatus;
  title: LocalText;
  provenance: ProvenanceClaim[];
  licence: string;
  /** `YYYY-MM-DD`. */
  validFrom: string;
}
