// My residents and what is due for them as sheets, with the filters of the page.
import type { Actor } from '#platform/kernel/access/actor.ts';
import { writeSheet } from '#platform/kernel/documents/excel-export.ts';
import { permissions, type ResidentsQuery } from '../../contract.ts';
import type { DueQuery, DueRow } from '../../workbench-contract.ts';
import type { Parts } from '../parts.ts';
import { servicesOn } from './gather.ts';
import { dueRows } from './list-due.ts';
import { residentRows } from './list-residents.ts';

type Format = 'csv' | 'xlsx';

export async function exportResidents(
  parts: Parts,
  actor: Actor,
  query: ResidentsQuery,
  format: Format,
  now: Date,
): Promise<Buffer> {
  const { kept, mine } = await residentRows(parts, actor, query, now);
  const word = wordsFor(parts, actor);
  const nameOf = (personId: string, code: string): string => {
    const countyId = mine.gathered.of(personId).current?.countyId;
    const services = countyId ? servicesOn(mine.gathered.catalogueOf(countyId), mine.today) : [];
    return services.find((one) => one.code === code)?.name ?? code;
  };
  await audit(parts, actor, 'FamilyDoctorResidents', format, kept);
  return writeSheet(format, {
    name: word('residents'),
    headings: [...personHeadings, 'stage', 'until', 'doctor', 'packages', 'next', 'dueOn', 'overdue'].map((key) =>
      word(`heading.${key}`),
    ),
    rows: kept.map((row) => [
      ...personCells(row, word),
      word(`stage.${row.stage}`),
      row.toOn ?? '',
      row.doctorName ?? '',
      row.packages.join('、'),
      row.next ? nameOf(row.personId, row.next.service) : '',
      row.next?.dueOn ?? '',
      row.overdue,
    ]),
  });
}

export async function exportDue(
  parts: Parts,
  actor: Actor,
  query: DueQuery,
  format: Format,
  now: Date,
): Promise<Buffer> {
  const { kept } = await dueRows(parts, actor, query, now);
  const word = wordsFor(parts, actor);
  await audit(parts, actor, 'FamilyDoctorDue', format, kept);
  return writeSheet(format, {
    name: word('due'),
    headings: [...personHeadings, 'service', 'done', 'times', 'state', 'dueOn'].map((key) => word(`heading.${key}`)),
    rows: kept.map((row) => [
      ...personCells(row, word),
      row.serviceName,
      row.done,
      row.times,
      word(`state.${row.state}`),
      row.dueOn ?? '',
    ]),
  });
}

const personHeadings = ['name', 'sex', 'birthOn', 'phone', 'village', 'groups'];
type Listed = Pick<DueRow, 'name' | 'sex' | 'birthOn' | 'phone' | 'villageName' | 'groups'>;
const personCells = (row: Listed, word: (key: string) => string): string[] => [
  row.name,
  word(`sex.${row.sex}`),
  row.birthOn ?? '',
  row.phone ?? '',
  row.villageName,
  row.groups.map((group) => word(`group.${group}`)).join('、'),
];

const wordsFor =
  ({ kernel }: Parts, actor: Actor) =>
  (key: string): string =>
    kernel.messages.render(actor.locale, `family-doctor.sheet.${key}`);

const audit = (
  { kernel }: Parts,
  actor: Actor,
  object: string,
  format: Format,
  rows: readonly { personId: string }[],
): Promise<unknown> =>
  kernel.audit.recordRead(actor, {
    action: 'search',
    permission: permissions.exportContracts,
    outcome: 'success',
    persons: [...new Set(rows.map(({ personId }) => personId))],
    object: `${object}.${format}`,
    detail: { rows: rows.length },
  });
