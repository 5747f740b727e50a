// A team is found by everything that people call it, and each word narrows.
import { expect, it } from 'vitest';
import type { ServiceTeam } from '../../contract.ts';
import { findTeams } from './find-teams.ts';

const team = (name: string, village: string, member: string): ServiceTeam => ({
  teamId: name,
  name,
  organisationId: 'o',
  organisationName: '於潜镇中心卫生院',
  townshipName: '於潜镇',
  members: [{ staffId: 's', name: member, role: 'gp', organisationName: '' }],
  villages: [{ villageId: 'v', name: village, responsibleStaffId: 's', responsibleName: member }],
  substitutions: [],
});
const teams = [team('於潜第1团队', '田干村', '阮慧琳'), team('於潜第2团队', '后渚村', '王海斌')];

it.each([
  ['', ['於潜第1团队', '於潜第2团队']],
  ['  ', ['於潜第1团队', '於潜第2团队']],
  ['於潜镇', ['於潜第1团队', '於潜第2团队']],
  ['田干', ['於潜第1团队']],
  ['王海斌', ['於潜第2团队']],
  ['於潜镇 第２', ['於潜第2团队']],
  ['於潜镇 昌化', []],
])('%j', (typed, names) => expect(findTeams(teams, typed).map((one) => one.name)).toEqual(names));
