// The contract list as a sheet, as the reader may see people: shortened for those who only oversee.
import { dayOf } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { writeSheet } from '#platform/kernel/documents/excel-export.ts';
import { maskIdNumber, maskName } from '#foundation/registry/rules/mask.ts';
import { permissions } from '../../contract.ts';
import { addDays, stageOf } from '../../rules/contract-stage.ts';
import type { Parts } from '../parts.ts';
import { signedOfTeams } from '../store/contract-row.ts';
import { gather } from './gather.ts';
import { teamsOfActor } from './places.ts';
import { namesOf } from './present.ts';

/** Contracts that ended up to a year ago are in the list. */
const daysBack = 366;
const headings = ['身份证号', '姓名', '服务包', '签约团队', '签约医生', '开始日期', '结束日期', '状态', '应做', '已做'];
const stages: Record<string, string> = {
  coming: '未开始',
  active: '履行中',
  renewing: '待续约',
  lapsed: '已到期',
  renewed: '已续约',
};

export async function exportContracts(parts: Parts, actor: Actor, format: 'csv' | 'xlsx', now: Date): Promise<Buffer> {
  const { kernel, registry } = parts;
  const q = kernel.db;
  const permission = permissions.exportContracts;
  const today = dayOf(now);
  const teams = await teamsOfActor(parts, q, actor, permission, today);
  const rows = await signedOfTeams(
    q,
    teams.map(({ teamId }) => teamId),
    addDays(today, -daysBack),
  );
  const signed = rows.map(({ personId }) => personId);
  const visible = await kernel.access.reachable(q, actor, permission, signed, now);
  const people = new Map((await registry.persons(q, visible)).map((person) => [person.personId, person]));
  const gathered = await gather(parts, q, visible, today, now);
  const names = await namesOf(parts, q);
  const whole = kernel.access.view(actor, permission) === 'full';
  const lines = rows.flatMap((row) => {
    const person = people.get(row.personId);
    if (!person) return [];
    const { progress, current } = gathered.of(row.personId);
    const own = current?.contractId === row.contractId ? progress : [];
    const idNumber = person.idNumber ?? '';
    return [
      [
        whole ? idNumber : maskIdNumber(idNumber),
        whole ? person.name : maskName(person.name),
        gathered
          .packagesOf(row)
          .map(({ name }) => name)
          .join('、'),
        names.team(row.teamId),
        names.doctor(row.doctorId),
        row.fromOn,
        row.toOn,
        stages[stageOf(row, today, gathered.windowOf(row.countyId))] ?? '',
        own.reduce((sum, { times }) => sum + times, 0),
        own.reduce((sum, { times, done }) => sum + Math.min(times, done), 0),
      ],
    ];
  });
  await kernel.audit.recordRead(actor, {
    action: 'search',
    permission,
    outcome: 'success',
    persons: visible,
    object: `FamilyDoctorContracts.${format}`,
    detail: { rows: lines.length },
  });
  return writeSheet(format, { name: '签约清单', headings, rows: lines });
}
