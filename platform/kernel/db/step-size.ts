// How much a step of background work takes at once: the embedded store has one connection, and people wait behind a step.
import type { Db } from './db.ts';

/** About a fifth of a second on the embedded store; measured with walks through a demo county. */
const mostOnEmbedded = 40;

/** `most` on a server with connections of its own for people; fewer on the embedded store. */
export const stepSize = ({ engine }: Pick<Db, 'engine'>, most: number): number =>
  engine === 'pglite' ? Math.min(most, mostOnEmbedded) : most;
