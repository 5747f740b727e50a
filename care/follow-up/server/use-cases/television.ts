// Questions on a person's own television: whoever is signed in there answers with the remote, puts it off, or asks to be left alone.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { systemActor } from '#platform/kernel/access/system-actor.ts';
import type { Answers } from '#foundation/knowledge/rules/form.ts';
import type { TvReply } from '../../contract.ts';
import type { Parts } from '../parts.ts';
import { linkClosed, outreachUnknown } from '../problems.ts';
import { findOutreach, type OutreachRow } from '../store/outreach.ts';
import { noteTelevision, standingOnTelevision } from '../store/television.ts';
import { questionsOf, takeAnswers } from './answer.ts';
import { isOpen, refuseOutreach } from './links.ts';

export const ownPermission = 'follow-up.own.answer';
/** Asking for them tells that there is a television. */
export async function readTelevision(parts: Parts, actor: Actor, now: Date): Promise<Result<TvReply>> {
  const { kernel } = parts;
  const { personId } = actor;
  if (personId === undefined) return succeed({ today: dayOf(now), items: [] });
  await noteTelevision(kernel.db, personId, dayOf(now));
  const items = [];
  for (const row of await standingOnTelevision(kernel.db, personId, now)) {
    const { template, form, round } = await questionsOf(kernel.db, row);
    const { greeting, closing } = template;
    items.push({ outreachId: row.outreachId, from: round.startedName, greeting, closing, form });
  }
  return succeed({ today: dayOf(now), items });
}

async function own({ kernel }: Parts, { personId }: Actor, outreachId: string): Promise<OutreachRow | undefined> {
  const row = personId === undefined ? undefined : await findOutreach(kernel.db, personId, outreachId);
  return row?.tvSince ? row : undefined;
}

export async function answerTelevision(
  parts: Parts,
  actor: Actor,
  outreachId: string,
  answers: Answers,
  now: Date,
): Promise<Result<TvReply>> {
  const row = await own(parts, actor, outreachId);
  if (!row) return fail(outreachUnknown);
  if (row.state !== 'answered' && !isOpen(row, now)) return fail(linkClosed);
  const taken = await takeAnswers(
    parts,
    systemActor('follow-up television', parts.kernel.newId()),
    row,
    answers,
    'tv',
    now,
  );
  return taken.ok ? readTelevision(parts, actor, now) : taken;
}

export async function refuseTelevision(
  parts: Parts,
  actor: Actor,
  outreachId: string,
  now: Date,
): Promise<Result<TvReply>> {
  const row = await own(parts, actor, outreachId);
  if (!row) return fail(outreachUnknown);
  await refuseOutreach(parts, row, 'follow-up television', now);
  return readTelevision(parts, actor, now);
}
