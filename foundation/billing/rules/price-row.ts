// Reads one row of the price sheet; what can't be right is named by its column.
import { insuranceClasses, itemKinds, type InsuranceClass, type ItemKind, type PriceItem } from '../contract.ts';
import { fenOf } from './money.ts';

export const priceColumns = [
  { key: 'code', heading: '项目编码', required: true, example: 'T-ECG' },
  { key: 'name', heading: '项目名称', required: true, example: '常规心电图检查' },
  { key: 'unit', heading: '计价单位', required: true, example: '次' },
  { key: 'amount', heading: '单价（元）', otherHeadings: ['单价', '单价(元)'], required: true, example: '25.00' },
  { key: 'insuranceClass', heading: '医保类别', required: true, example: '甲' },
  { key: 'kind', heading: '项目类型', required: true, example: '检查检验' },
  { key: 'validFrom', heading: '执行日期', required: true, example: '2026-01-01' },
  { key: 'validTo', heading: '停用日期' },
] as const;

/** As people write them, and as the export writes them. */
const classNames: Record<string, InsuranceClass> = {
  甲: 'class-a',
  甲类: 'class-a',
  乙: 'class-b',
  乙类: 'class-b',
  自费: 'self-paid',
  丙: 'self-paid',
};
const kindNames: Record<string, ItemKind> = { 诊疗: 'service', 检查检验: 'test', 药品: 'medicine', 材料: 'material' };

export function readPriceRow(cells: Readonly<Record<string, string>>): PriceItem | { key: string; code: string }[] {
  const faults: { key: string; code: string }[] = [];
  const amountFen = fenOf(cells['amount'] ?? '');
  const insuranceClass = pick(cells['insuranceClass'], classNames, insuranceClasses);
  const kind = pick(cells['kind'], kindNames, itemKinds);
  if (!/^[A-Za-z0-9._-]{1,40}$/.test(cells['code'] ?? '')) faults.push({ key: 'code', code: 'billing.code-wrong' });
  if (amountFen === undefined) faults.push({ key: 'amount', code: 'billing.amount-wrong' });
  if (!insuranceClass) faults.push({ key: 'insuranceClass', code: 'billing.class-wrong' });
  if (!kind) faults.push({ key: 'kind', code: 'billing.kind-wrong' });
  for (const key of ['validFrom', 'validTo'] as const)
    if (cells[key] && !isDay(cells[key])) faults.push({ key, code: 'billing.day-wrong' });
  if (cells['validTo'] && cells['validTo'] < cells['validFrom']!)
    faults.push({ key: 'validTo', code: 'billing.ends-before-it-begins' });
  if (faults.length > 0) return faults;
  return {
    code: cells['code']!,
    name: cells['name']!.slice(0, 80),
    unit: cells['unit']!.slice(0, 12),
    amountFen: amountFen!,
    insuranceClass: insuranceClass!,
    kind: kind!,
    validFrom: cells['validFrom']!,
    ...(cells['validTo'] && { validTo: cells['validTo'] }),
    simulated: false,
  };
}
const pick = <Value extends string>(
  text: string | undefined,
  names: Record<string, Value>,
  codes: readonly Value[],
): Value | undefined => names[text ?? ''] ?? codes.find((code) => code === text);
const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
