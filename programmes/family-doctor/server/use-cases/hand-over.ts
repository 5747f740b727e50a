// Hand-over inside a team: notes with who took them, beside the substitutions of the coming days.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { permissions } from '../../contract.ts';
import type { HandOverBody, HandOverReply } from '../../workbench-contract.ts';
import type { Parts } from '../parts.ts';
import { noteUnknown, teamUnknown } from '../problems.ts';
import { insertNote, notesOf, takeNoteRow } from '../store/hand-over.ts';
import { chosenTeams } from './places.ts';

const teamsFor = (parts: Parts, actor: Actor, team: string | undefined, now: Date) =>
  chosenTeams(parts, parts.kernel.db, actor, { permission: permissions.workbench, team, today: dayOf(now) });

export async function readHandOver(
  parts: Parts,
  actor: Actor,
  team: string | undefined,
  now: Date,
): Promise<Result<HandOverReply>> {
  const { kernel } = parts;
  const teams = await teamsFor(parts, actor, team, now);
  const notes = await notesOf(
    kernel.db,
    kernel.cipher,
    teams.map(({ teamId }) => teamId),
  );
  return succeed({
    notes: notes.map(({ at, takenBy, takenAt, ...rest }) => ({
      ...rest,
      at: at.toISOString(),
      ...(takenBy !== null && { takenBy }),
      ...(takenAt !== null && { takenAt: takenAt.toISOString() }),
    })),
    substitutions: teams.flatMap(({ substitutions, members }) =>
      substitutions.map((one) => ({
        ...one,
        staffName: members.find(({ staffId }) => staffId === one.staffId)?.name ?? '',
      })),
    ),
  });
}

export async function leaveNote(
  parts: Parts,
  actor: Actor,
  body: HandOverBody,
  now: Date,
): Promise<Result<HandOverReply>> {
  const { kernel } = parts;
  if ((await teamsFor(parts, actor, body.teamId, now)).length === 0) return fail(teamUnknown);
  await kernel.db.tx(async (q) => {
    await insertNote(q, kernel.cipher, { ...body, at: now, accountId: actor.accountId, byName: actor.displayName });
    await kernel.audit.record(q, actor, {
      action: 'create',
      permission: permissions.workbench,
      outcome: 'success',
      object: `FamilyDoctorNote/${body.noteId}`,
    });
  });
  return readHandOver(parts, actor, body.teamId, now);
}

export async function takeNote(parts: Parts, actor: Actor, noteId: string, now: Date): Promise<Result<HandOverReply>> {
  const { kernel } = parts;
  const teams = await teamsFor(parts, actor, undefined, now);
  const taken = await kernel.db.tx(async (q) => {
    const rows = await takeNoteRow(
      q,
      noteId,
      teams.map(({ teamId }) => teamId),
      { by: actor.displayName, at: now },
    );
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission: permissions.workbench,
      outcome: rows.length > 0 ? 'success' : 'failed',
      object: `FamilyDoctorNote/${noteId}`,
    });
    return rows;
  });
  return taken.length > 0 ? readHandOver(parts, actor, undefined, now) : fail(noteUnknown);
}
