// What changed between the stays that were announced and those that the points tell now.
import type { JudgedStay } from './stay.ts';

export interface KnownStay {
  stayId: string;
  placeId: string;
  arrivedAt: number;
  confirmedAt?: number;
  leftAt?: number;
}
export type StayNews = 'arrived' | 'left';
export interface ComparedStay {
  /** Absent: it is new. */
  stayId?: string;
  stay: JudgedStay;
  /** What has to be announced, each with whether it corrects an earlier announcement. */
  news: { what: StayNews; corrects: boolean }[];
}

/** Stays of one vehicle's day: one that overlaps a known stay at the same place is that stay. */
export function compareStays(
  known: readonly KnownStay[],
  told: readonly JudgedStay[],
): { stays: ComparedStay[]; withdrawn: string[] } {
  const open = new Set(known);
  const stays = told.map((stay): ComparedStay => {
    const before = [...open].find((one) => one.placeId === stay.placeId && overlap(one, stay));
    if (before) open.delete(before);
    return { ...(before && { stayId: before.stayId }), stay, news: newsOf(before, stay) };
  });
  return { stays, withdrawn: [...open].map(({ stayId }) => stayId) };
}

const overlap = (a: KnownStay | JudgedStay, b: KnownStay | JudgedStay): boolean =>
  a.arrivedAt <= (b.leftAt ?? Infinity) && b.arrivedAt <= (a.leftAt ?? Infinity);

function newsOf(before: KnownStay | undefined, now: JudgedStay): ComparedStay['news'] {
  const news: ComparedStay['news'] = [];
  const confirmed = now.confirmedAt !== undefined;
  const moved = before !== undefined && before.arrivedAt !== now.arrivedAt;
  const cameBack = before?.leftAt !== undefined && now.leftAt === undefined;
  if (!before || moved || cameBack || confirmed !== (before.confirmedAt !== undefined))
    news.push({ what: 'arrived', corrects: moved || cameBack });
  if (now.leftAt !== undefined && now.leftAt !== before?.leftAt)
    news.push({ what: 'left', corrects: before?.leftAt !== undefined });
  return news;
}
