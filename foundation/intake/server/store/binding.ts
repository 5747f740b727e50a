// Rows of who has which device when, by person and by device.
import type { Sql } from '#platform/kernel/db/db.ts';

export interface BindingRow {
  personId: string;
  bindingId: string;
  deviceId: string;
  unitId: string;
  basis: 'lent' | 'own';
  fromAt: Date;
  toAt: Date | null;
  lastTakenAt: Date | null;
  simulated: boolean;
}
const columns = `b.patient_id as "personId", b.binding_id as "bindingId", b.device_id as "deviceId", b.unit_id as "unitId",
  b.basis, b.from_at as "fromAt", b.to_at as "toAt", b.last_taken_at as "lastTakenAt", b.simulated`;

export interface DevicePerson {
  deviceId: string;
  bindingId: string;
  personId: string;
  fromAt: Date;
  toAt: Date | null;
}
export const personsOfDevices = (q: Sql, deviceIds: readonly string[]): Promise<DevicePerson[]> =>
  q.query<DevicePerson>(
    `select device_id as "deviceId", binding_id as "bindingId", patient_id as "personId", from_at as "fromAt", to_at as "toAt"
     from intake.device_person where device_id = any($1::uuid[])`,
    [deviceIds],
  );

export const bindingsOf = (q: Sql, personIds: readonly string[]): Promise<BindingRow[]> =>
  q.query<BindingRow>(
    `select ${columns} from intake.binding b where b.patient_id = any($1::uuid[]) order by b.from_at desc`,
    [personIds],
  );

export async function findBinding(q: Sql, personId: string, bindingId: string): Promise<BindingRow | undefined> {
  const [row] = await q.query<BindingRow>(
    `select ${columns} from intake.binding b where b.patient_id = $1 and b.binding_id = $2`,
    [personId, bindingId],
  );
  return row;
}

export async function insertBindings(q: Sql, rows: readonly Omit<BindingRow, 'lastTakenAt'>[]): Promise<void> {
  const args = [
    rows.map(({ personId }) => personId),
    rows.map(({ bindingId }) => bindingId),
    rows.map(({ deviceId }) => deviceId),
    rows.map(({ fromAt }) => fromAt),
    rows.map(({ toAt }) => toAt),
  ];
  await q.query(
    `insert into intake.binding (patient_id, binding_id, device_id, from_at, to_at, unit_id, basis, simulated)
     select r.patient_id, r.binding_id, r.device_id, r.from_at, r.to_at, r.unit_id, r.basis, r.simulated
     from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::timestamptz[], $6::uuid[], $7::text[],
       $8::boolean[]) as r (patient_id, binding_id, device_id, from_at, to_at, unit_id, basis, simulated)`,
    [...args, rows.map(({ unitId }) => unitId), rows.map(({ basis }) => basis), rows.map(({ simulated }) => simulated)],
  );
  await q.query(
    `insert into intake.device_person (patient_id, binding_id, device_id, from_at, to_at)
     select r.patient_id, r.binding_id, r.device_id, r.from_at, r.to_at
     from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::timestamptz[])
       as r (patient_id, binding_id, device_id, from_at, to_at)`,
    args,
  );
}

export async function endBinding(q: Sql, row: BindingRow, toAt: Date): Promise<void> {
  await q.query('update intake.binding set to_at = $3 where patient_id = $1 and binding_id = $2', [
    row.personId,
    row.bindingId,
    toAt,
  ]);
  await q.query('update intake.device_person set to_at = $3 where device_id = $1 and binding_id = $2', [
    row.deviceId,
    row.bindingId,
    toAt,
  ]);
}

/** The day is what matters to whoever looks for people who stopped: not every reading needs a write. */
const coarseMilliseconds = 3_600_000;
/** Moves the time of the newest measurement forward; rows in one order, so that two batches never wait for each other. */
export async function noteTaken(
  q: Sql,
  rows: readonly { personId: string; bindingId: string; takenAt: Date }[],
): Promise<void> {
  const ordered = rows.toSorted((left, right) => (left.bindingId < right.bindingId ? -1 : 1));
  await q.query(
    `update intake.binding b set last_taken_at = r.taken_at
     from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[]) as r (patient_id, binding_id, taken_at, coarse)
     where b.patient_id = r.patient_id and b.binding_id = r.binding_id
       and (b.last_taken_at is null or b.last_taken_at < r.coarse)`,
    [
      ordered.map(({ personId }) => personId),
      ordered.map(({ bindingId }) => bindingId),
      ordered.map(({ takenAt }) => takenAt),
      ordered.map(({ takenAt }) => new Date(takenAt.getTime() - coarseMilliseconds)),
    ],
  );
}
