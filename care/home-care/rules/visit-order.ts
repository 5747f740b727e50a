// In which order a nurse goes to her visits: what is wanted first comes first; visits of the same hour by the shortest way from one to the next.
import { metresBetween, type Position } from './distance.ts';

interface Stop {
  orderId: string;
  wantedAt: string;
  position?: Position;
}
const hourMilliseconds = 3_600_000;

/** Those without a place come last within their hour. */
export function visitOrder<One extends Stop>(stops: readonly One[], from: Position | undefined): One[] {
  const hourOf = ({ wantedAt }: Stop) => Math.floor(Date.parse(wantedAt) / hourMilliseconds);
  const hours = [...Map.groupBy(stops, hourOf)].toSorted(([one], [other]) => one - other);
  let here = from;
  const ordered: One[] = [];
  for (const [, together] of hours) {
    const left = [...together].toSorted((one, other) => (one.orderId < other.orderId ? -1 : 1));
    while (left.length > 0) {
      const far = ({ position }: Stop) => (here && position ? metresBetween(here, position) : Number.MAX_SAFE_INTEGER);
      const nearest = left.reduce((best, one) => (far(one) < far(best) ? one : best));
      left.splice(left.indexOf(nearest), 1);
      ordered.push(nearest);
      here = nearest.position ?? here;
    }
  }
  return ordered;
}
