// Notes by which one doctor of a team hands over to another.
import type { Day } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { FieldCipher } from '#platform/kernel/crypto/field-cipher.ts';

export interface NoteRow {
  noteId: string;
  teamId: string;
  at: Date;
  byName: string;
  text: string;
  forOn: Day;
  takenBy: string | null;
  takenAt: Date | null;
}

/** The newest hundred. */
export async function notesOf(q: Sql, cipher: FieldCipher, teamIds: readonly string[]): Promise<NoteRow[]> {
  const rows = await q.query<NoteRow>(
    `select id as "noteId", team_id as "teamId", left_at as at, by_name as "byName", text_sealed as text,
       for_on as "forOn", taken_by as "takenBy", taken_at as "takenAt"
     from family_doctor.hand_over where team_id = any($1::uuid[]) order by left_at desc limit 100`,
    [teamIds],
  );
  return rows.map((row) => ({ ...row, text: cipher.decrypt(row.text) }));
}

export const insertNote = (
  q: Sql,
  cipher: FieldCipher,
  note: { noteId: string; teamId: string; at: Date; accountId: string; byName: string; text: string; forOn: Day },
): Promise<unknown> =>
  q.query(
    `insert into family_doctor.hand_over (id, team_id, left_at, account_id, by_name, text_sealed, for_on)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing`,
    [note.noteId, note.teamId, note.at, note.accountId, note.byName, cipher.encrypt(note.text), note.forOn],
  );

/** Whoever takes it first is named. */
export const takeNoteRow = (
  q: Sql,
  noteId: string,
  teamIds: readonly string[],
  taken: { by: string; at: Date },
): Promise<{ id: string }[]> =>
  q.query(
    `update family_doctor.hand_over set taken_by = coalesce(taken_by, $3), taken_at = coalesce(taken_at, $4)
     where id = $1 and team_id = any($2::uuid[]) returning id`,
    [noteId, teamIds, taken.by, taken.at],
  );
