// The people of the registers whom the reader looks after: filtered, sorted, a page at a time, and the same as a sheet.
import { dayOf, succeed, yearsOn, type Day, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { writeSheet } from '#platform/kernel/documents/excel-export.ts';
import type { PersonRecord } from '#foundation/registry/server/index.ts';
import { permissions, type WorklistQuery, type WorklistReply, type WorklistRow } from '../../contract.ts';
import { colourPolicy, strongest } from '../../rules/colour-policy.ts';
import { diseaseRules } from '../../rules/disease.ts';
import { colourThatCounts } from '../../rules/standing.ts';
import type { Parts } from '../parts.ts';
import { registrationsIn, type RegistrationRow } from '../store/registration.ts';
import { overrideOf } from './derive-colours.ts';
import { reasonOf } from './present.ts';

const pageSize = 50;
const sheetRows = 10_000;
interface Listed {
  row: WorklistRow;
  person: PersonRecord;
  doctorId?: string;
}

async function listed(
  { kernel, registry }: Parts,
  actor: Actor,
  permission: string,
  now: Date,
): Promise<{ all: Listed[]; villages: WorklistReply['villages']; doctors: WorklistReply['doctors'] }> {
  const today = dayOf(now);
  const args: unknown[] = [];
  const filter = await kernel.access.personFilter(actor, permission, 'r.patient_id', args, now);
  const rows = (await registrationsIn(kernel.db, filter, args)).filter(({ status }) => status !== 'ended');
  const byPerson = Map.groupBy(rows, ({ personId }) => personId);
  const persons = await registry.persons(kernel.db, [...byPerson.keys()]);
  const teams = await registry.teams(kernel.db, today);
  const answers = new Map(
    teams.flatMap(({ villages }) => villages.map((village) => [village.villageId, village] as const)),
  );
  const all = persons
    .filter(({ status }) => status === 'active')
    .map((person): Listed => {
      const village = person.villageId ? answers.get(person.villageId) : undefined;
      return {
        person,
        row: rowOf(person, byPerson.get(person.personId)!, village?.responsibleName, today),
        ...(village && { doctorId: village.responsibleStaffId }),
      };
    });
  const here = new Set(persons.map(({ villageId }) => villageId));
  const near = [...answers.values()].filter(({ villageId }) => here.has(villageId));
  return {
    all,
    villages: near.map(({ villageId, name }) => ({ villageId, name })),
    doctors: [...new Map(near.map((one) => [one.responsibleStaffId, one.responsibleName]))].map(([staffId, name]) => ({
      staffId,
      name,
    })),
  };
}

function rowOf(
  person: PersonRecord,
  rows: readonly RegistrationRow[],
  doctorName: string | undefined,
  today: Day,
): WorklistRow {
  const coloured = rows
    .map((row) => ({ row, colour: colourThatCounts(row.colour, overrideOf(row), today) }))
    .toSorted((one, other) => rank(one.colour) - rank(other.colour));
  const [first] = coloured;
  const reason = first && reasonOf(first.row);
  const due = rows.flatMap(({ nextDueOn }) => nextDueOn ?? []).toSorted()[0];
  return {
    personId: person.personId,
    name: person.name,
    sex: person.sex,
    ...(person.birthOn && { birthOn: person.birthOn }),
    ...(person.phone && { phone: person.phone }),
    villageName: person.villageName ?? '',
    ...(doctorName && { doctorName }),
    ...(first?.colour && { colour: first.colour }),
    diseases: coloured.map(({ row, colour }) => ({
      disease: row.disease,
      status: row.status,
      ...(colour && { colour }),
      overridden: colour !== undefined && colour !== row.colour,
    })),
    ...(reason && { reason }),
    ...(first?.row.changedAt && { changedAt: first.row.changedAt.toISOString() }),
    ...(due && { nextDueOn: due }),
    simulated: person.simulated,
  };
}

const rank = (colour: WorklistRow['colour']): number => (colour ? strongest.indexOf(colour) : strongest.length);
const comparators: Record<NonNullable<WorklistQuery['sort']>, (one: WorklistRow, other: WorklistRow) => number> = {
  urgency: (one, other) =>
    rank(one.colour) - rank(other.colour) || (one.nextDueOn ?? '9').localeCompare(other.nextDueOn ?? '9'),
  name: (one, other) => one.name.localeCompare(other.name, 'zh-CN'),
  due: (one, other) => (one.nextDueOn ?? '9').localeCompare(other.nextDueOn ?? '9'),
  changed: (one, other) => (other.changedAt ?? '').localeCompare(one.changedAt ?? ''),
};

const chosen = (all: readonly Listed[], query: WorklistQuery): WorklistRow[] =>
  all
    .filter(
      ({ row, person, doctorId }) =>
        (!query.village || person.villageId === query.village) &&
        (!query.doctor || doctorId === query.doctor) &&
        (!query.colour || row.colour === query.colour) &&
        (!query.disease || row.diseases.some(({ disease }) => disease === query.disease)) &&
        (!query.status ||
          row.diseases.some(
            ({ status, disease }) => status === query.status && (!query.disease || disease === query.disease),
          )) &&
        matches(person, query.text),
    )
    .map(({ row }) => row)
    .toSorted(
      (one, other) => comparators[query.sort ?? 'urgency'](one, other) || (one.personId < other.personId ? -1 : 1),
    );

/** A part of the name, or the last digits of the phone. */
function matches(person: PersonRecord, text: string | undefined): boolean {
  const wanted = text?.trim();
  return (
    !wanted || person.name.includes(wanted) || (/^\d{4,11}$/.test(wanted) && (person.phone ?? '').includes(wanted))
  );
}

export async function readWorklist(
  parts: Parts,
  actor: Actor,
  query: WorklistQuery,
  now: Date,
): Promise<Result<WorklistReply>> {
  const { all, villages, doctors } = await listed(parts, actor, permissions.worklist, now);
  const kept = chosen(all, query);
  const from = Number(query.page ?? 0);
  const items = kept.slice(from, from + pageSize);
  for (const { personId } of items) actor.span.persons.add(personId);
  const counted = (colour: WorklistRow['colour']) => all.filter(({ row }) => row.colour === colour).length;
  const open = (row: WorklistRow) =>
    row.diseases.some(({ status }) => status === 'suspected' || status === 'diagnosed');
  return succeed({
    items,
    total: kept.length,
    ...(from + pageSize < kept.length && { next: String(from + pageSize) }),
    counts: {
      red: counted('red'),
      yellow: counted('yellow'),
      green: counted('green'),
      toEnrol: all.filter(({ row }) => open(row)).length,
    },
    villages,
    doctors,
    draft: colourPolicy.status === 'draft',
  });
}

const headings = ['姓名', '性别', '年龄', '村', '责任医生', '颜色', '原因', '病种', '管理状态', '应随访日期'];
const colourWords = { red: '红', yellow: '黄', green: '绿' };
const sexWords: Record<string, string> = { male: '男', female: '女' };
const statusWords = {
  suspected: '疑似',
  diagnosed: '已确诊未纳管',
  enrolled: '在管',
  declined: '不愿管理',
  ended: '已结案',
};

export async function exportWorklist(
  parts: Parts,
  actor: Actor,
  query: WorklistQuery,
  format: 'csv' | 'xlsx',
  now: Date,
): Promise<Buffer> {
  const { all } = await listed(parts, actor, permissions.exportWorklist, now);
  const rows = chosen(all, query).slice(0, sheetRows);
  await parts.kernel.audit.recordRead(actor, {
    action: 'search',
    permission: permissions.exportWorklist,
    outcome: 'success',
    persons: rows.map(({ personId }) => personId),
    object: `ChronicWorklist.${format}`,
    detail: { rows: rows.length },
  });
  const today = dayOf(now);
  return writeSheet(format, {
    name: '慢病名单',
    headings,
    rows: rows.map((row) => [
      row.name,
      sexWords[row.sex] ?? '',
      row.birthOn ? yearsOn(row.birthOn, today) : '',
      row.villageName,
      row.doctorName ?? '',
      row.colour ? colourWords[row.colour] : '',
      row.reason?.text.zh ?? '',
      row.diseases.map(({ disease }) => diseaseRules[disease].title).join('、'),
      row.diseases.map(({ status }) => statusWords[status]).join('、'),
      row.nextDueOn ?? '',
    ]),
  });
}
