// Numbers that were measured, with when, how and by whose word they are abnormal: for programmes that follow values over time.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Source } from '../../contract.ts';
import { sourceSystem } from '../../rules/visit-resources.ts';
import { kindOfLoinc, vitalRules } from '../../rules/vitals.ts';

export interface ReadingFound {
  personId: string;
  /** Id of the Observation. */
  id: string;
  /** LOINC, or what its writer uses; components (blood pressure) stand under codes of their own. */
  code: string;
  /** In our own words where we know the code, else as its writer words it. */
  title: string;
  value: number;
  unit: string;
  at: Date;
  /** Which of our own screens and devices wrote it; absent for other systems. */
  source?: Source;
  /** Measured at home: so marked by its writer, or by a device outside of any visit. */
  atHome: boolean;
  isLaboratory: boolean;
  /** HL7 v3 ObservationInterpretation: H, LL ... */
  interpretations: string[];
  /** Notes of the writer: devices mark their own measurements there. */
  notes: string[];
}
interface Coded {
  coding?: { system?: string; code?: string; display?: string }[];
  text?: string;
}
interface Measured {
  code?: Coded;
  interpretation?: Coded[];
  valueQuantity?: { unit?: string; code?: string };
}
interface Written extends Measured {
  meta?: { tag?: { system?: string; code?: string }[] };
  device?: unknown;
  encounter?: unknown;
  category?: Coded[];
  note?: { text?: string }[];
  component?: Measured[];
}

interface Found {
  personId: string;
  id: string;
  code: string;
  value: number;
  at: Date;
  content: string;
  position: number;
}
/**
 * `w` names the persons or Observations, each of which is looked up by itself: on tables that grew since they were last
 * analysed PostgreSQL would rather read everybody's readings of these codes (`offset 0` keeps it from that).
 */
const readingsOf = (w: string, chosen: (code: string) => string, which = 'true'): string => {
  const stands = `o.patient_id = w.patient_id and o.lo >= $2 and not o.sensitive
    and coalesce(o.status, '') not in ('entered-in-error', 'cancelled', 'registered') and ${which}`;
  return `select f.* from ${w}, lateral (
      select o.patient_id as "personId", o.id, o.code, o.num as value, o.lo as at, o.content, 0 as position
      from record.observation o
      where ${stands} and ${chosen('o.code')} and o.code is not null and o.num is not null
      offset 0) f
    union all
    select f.* from ${w}, lateral (
      select o.patient_id, o.id, c.code, c.num, o.lo, o.content, c.position
      from record.observation o join record.component c on c.patient_id = w.patient_id and c.id = o.id
      where ${stands} and ${chosen('c.code')} and c.code is not null and c.num is not null
      offset 0) f
    order by at desc, id, position`;
};
/** As our own screens and devices mark it; what they did not write is told apart when it is read. */
const markedHome = JSON.stringify({ system: sourceSystem, code: 'home' satisfies Source });
const ofPersons = readingsOf(
  'unnest($1::uuid[]) as w (patient_id)',
  (code) => `($3::text[] is null or ${code} = any($3))`,
  `($4 or o.encounter is not null or position('${markedHome}' in o.content) = 0)`,
);
const ofObservations = readingsOf('unnest($1::uuid[], $3::text[]) as w (patient_id, id)', () => 'o.id = w.id');

/**
 * Newest first; nothing sensitive or entered in error. The caller has checked access and audits. Without `withHome` what
 * our own devices measured at home is left out, most of what there is.
 */
export async function readings(
  q: Sql,
  personIds: readonly string[],
  { codes, since, withHome = true }: { codes?: readonly string[]; since: Date; withHome?: boolean },
): Promise<ReadingFound[]> {
  const rows = await q.query<Found>(ofPersons, [[...new Set(personIds)], since, codes ?? null, withHome]);
  return rows.map(asReading);
}

/** Of these different Observations, under the persons under whom they were written; otherwise as `readings`. */
export async function readingsIn(
  q: Sql,
  observations: readonly { personId: string; id: string }[],
  since: Date,
): Promise<ReadingFound[]> {
  const [persons, ids] = [observations.map(({ personId }) => personId), observations.map(({ id }) => id)];
  const rows = await q.query<Found>(ofObservations, [persons, since, ids]);
  return rows.map(asReading);
}

const asReading = ({ content, position: _position, ...row }: Found): ReadingFound => ({
  ...row,
  ...told(JSON.parse(content) as Written, row.code),
});

const codesOf = (concept: Coded | undefined): string[] => (concept?.coding ?? []).flatMap(({ code }) => code ?? []);

function told(written: Written, code: string) {
  const source = written.meta?.tag?.find(({ system }) => system === sourceSystem)?.code as Source | undefined;
  const kind = kindOfLoinc.get(code);
  const part = written.component?.find((one) => codesOf(one.code).includes(code)) ?? written;
  return {
    title: kind ? vitalRules[kind].text : (part.code?.text ?? part.code?.coding?.[0]?.display ?? code),
    unit: part.valueQuantity?.code ?? part.valueQuantity?.unit ?? '',
    ...(source && { source }),
    atHome: source === undefined ? written.device !== undefined && written.encounter === undefined : source === 'home',
    isLaboratory: (written.category ?? []).some((category) => codesOf(category).includes('laboratory')),
    interpretations: (part.interpretation ?? []).flatMap(codesOf),
    notes: (written.note ?? []).flatMap(({ text }) => text ?? []),
  };
}
