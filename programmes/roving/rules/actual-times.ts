// When a vehicle came to a visit and left: from what the terminal showed, what the crew entered, and what a planner corrected.
import type { CheckInSource } from '../check-in-contract.ts';

export interface SeenStay {
  stayId: string;
  arrivedAt: string;
  confirmedAt?: string | undefined;
  leftAt?: string | undefined;
}
export interface EnteredTimes {
  kind: 'arrive' | 'leave' | 'correction';
  at?: string | undefined;
  arriveAt?: string | undefined;
  leaveAt?: string | undefined;
  enteredAt: string;
}
export interface ActualVisit {
  arriveAt?: string;
  leaveAt?: string;
  /** False while it has not been there long enough to count. */
  confirmed: boolean;
  source?: CheckInSource;
  stayIds: string[];
}

/** The last correction stands above the terminal, the terminal above the crew; what one does not know the next one tells. */
export function actualVisit(stays: readonly SeenStay[], entries: readonly EnteredTimes[]): ActualVisit {
  const stayIds = stays.map(({ stayId }) => stayId);
  const last = (kind: EnteredTimes['kind']) =>
    entries
      .filter((one) => one.kind === kind)
      .toSorted((a, b) => a.enteredAt.localeCompare(b.enteredAt))
      .at(-1);
  const correction = last('correction');
  if (correction) {
    const { arriveAt, leaveAt } = correction;
    return { ...given({ arriveAt, leaveAt }), confirmed: arriveAt !== undefined, source: 'correction', stayIds };
  }
  const counted = stays.filter(({ confirmedAt }) => confirmedAt !== undefined);
  const byCrew = { arriveAt: last('arrive')?.at, leaveAt: last('leave')?.at };
  if (counted.length > 0) {
    const arriveAt = counted[0]!.arrivedAt;
    const there = counted.some(({ leftAt }) => leftAt === undefined);
    const leaveAt = there ? after(byCrew.leaveAt, arriveAt) : counted.at(-1)!.leftAt;
    return { ...given({ arriveAt, leaveAt }), confirmed: true, source: 'terminal', stayIds };
  }
  if (byCrew.arriveAt !== undefined) {
    const leaveAt = after(byCrew.leaveAt, byCrew.arriveAt);
    return { ...given({ arriveAt: byCrew.arriveAt, leaveAt }), confirmed: true, source: 'crew', stayIds };
  }
  const [there] = stays;
  return there
    ? { arriveAt: there.arrivedAt, confirmed: false, source: 'terminal', stayIds }
    : { confirmed: false, stayIds };
}

const after = (time: string | undefined, earlier: string): string | undefined =>
  time !== undefined && Date.parse(time) > Date.parse(earlier) ? time : undefined;
const given = ({ arriveAt, leaveAt }: { arriveAt?: string | undefined; leaveAt?: string | undefined }) => ({
  ...(arriveAt !== undefined && { arriveAt }),
  ...(arriveAt !== undefined && leaveAt !== undefined && { leaveAt }),
});
