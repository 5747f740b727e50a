// Reads one row of the contract sheet; what can't be right is named by its column.
import type { Day } from '#platform/contract.ts';

export const contractColumns = [
  { key: 'idNumber', heading: '身份证号', required: true, example: '330112195503040011' },
  { key: 'name', heading: '姓名', required: true, example: '王小明' },
  { key: 'packages', heading: '服务包', required: true, example: '基础包、高血压包' },
  { key: 'team', heading: '签约团队', required: true, example: '第1团队' },
  { key: 'doctor', heading: '签约医生', required: true, example: '方水根' },
  { key: 'fromOn', heading: '开始日期', required: true, example: '2026-01-01' },
] as const;

export interface ContractSheetRow {
  idNumber: string;
  name: string;
  packages: string[];
  team: string;
  doctor: string;
  fromOn: Day;
}

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) &&
  new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);

export function readContractRow(
  cells: Readonly<Record<string, string>>,
): ContractSheetRow | { key: string; code: string }[] {
  const faults: { key: string; code: string }[] = [];
  const idNumber = (cells['idNumber'] ?? '').toUpperCase();
  const packages = (cells['packages'] ?? '')
    .split(/[、,，;；\s]+/)
    .map((text) => text.trim())
    .filter(Boolean);
  if (!/^\d{17}[\dX]$/.test(idNumber)) faults.push({ key: 'idNumber', code: 'family-doctor.id-number-wrong' });
  if (!isDay(cells['fromOn'] ?? '')) faults.push({ key: 'fromOn', code: 'family-doctor.day-wrong' });
  if (packages.length === 0) faults.push({ key: 'packages', code: 'family-doctor.package-missing' });
  if (faults.length > 0) return faults;
  return {
    idNumber,
    name: cells['name']!,
    packages,
    team: cells['team']!,
    doctor: cells['doctor']!,
    fromOn: cells['fromOn']!,
  };
}
