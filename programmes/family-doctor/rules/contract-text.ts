// The words of a contract as they are signed: made from its parts alone, so that the same contract always has the same words and hash.
import type { Day } from '#platform/contract.ts';
import { dayText } from './day-text.ts';
import { payers, totalOf, type Payer, type ServiceItem, type ServicePackage } from './package.ts';
import { sumAmounts } from './ledger.ts';

export interface ContractParts {
  teamName: string;
  organisationName: string;
  doctorName: string;
  fromOn: Day;
  toOn: Day;
  members: readonly { name: string; packages: readonly ServicePackage[] }[];
  services: readonly ServiceItem[];
}

const yuan = (fen: number): string => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')} 元`;
const payerNames: Record<Payer, string> = { person: '个人', fund: '医保基金', 'public-health': '公共卫生补助' };

export function contractText(parts: ContractParts): string {
  const packages = [
    ...new Map(parts.members.flatMap((member) => member.packages).map((one) => [one.code, one])).values(),
  ].toSorted((one, other) => one.code.localeCompare(other.code));
  const names = new Map(parts.services.map(({ code, name }) => [code, name]));
  const amounts = sumAmounts(parts.members.flatMap((member) => member.packages.map((one) => one.amounts)));
  const sample = packages.some(({ simulated }) => simulated);
  return [
    '家庭医生签约服务协议',
    `服务团队：${parts.organisationName} ${parts.teamName}`,
    `签约医生：${parts.doctorName}`,
    `服务期：${dayText(parts.fromOn)}至${dayText(parts.toOn)}`,
    '',
    '一、签约成员和服务包',
    ...parts.members.map(
      ({ name, packages: own }, index) => `${index + 1}. ${name}：${own.map((one) => one.name).join('、')}`,
    ),
    '',
    '二、服务内容（每人每年）',
    ...packages.map(
      (one) =>
        `${one.name}：${one.items.map(({ service, timesAYear }) => `${names.get(service) ?? service} ${timesAYear} 次`).join('，')}`,
    ),
    '',
    '三、费用（一年）',
    ...packages.map(
      (one) =>
        `${one.name} 每人 ${yuan(totalOf(one.amounts))}：${payers
          .filter((payer) => one.amounts[payer] > 0)
          .map((payer) => `${payerNames[payer]} ${yuan(one.amounts[payer])}`)
          .join('，')}`,
    ),
    `全家合计 ${yuan(totalOf(amounts))}，其中个人承担 ${yuan(amounts.person)}。`,
    ...(sample ? ['服务项目和金额为示例，以当地正式文件为准。'] : []),
    '',
    '四、约定',
    '签约后由上述医生和团队负责；医生外出时由团队成员代班。',
    '可以更换签约医生，可以不再续约；到期前会提醒。',
    '个人健康信息只用于签约服务，谁看过档案可以在居民端查到。',
  ].join('\n');
}
