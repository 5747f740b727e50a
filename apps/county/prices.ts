// Invented prices of what a vehicle does and carries; no county's list.
import type { InsuranceClass, ItemKind, PriceItem } from '#foundation/billing/contract.ts';

const validFrom = '2026-01-01';
const rows: readonly [
  code: string,
  name: string,
  unit: string,
  amountFen: number,
  insuranceClass: InsuranceClass,
  kind: ItemKind,
  medicineKey?: string,
][] = [
  ['S-VISIT', '一般诊疗费', '次', 1_000, 'class-a', 'service'],
  ['S-INJECT', '肌肉注射', '次', 400, 'class-a', 'service'],
  ['S-DRESS', '小换药', '次', 1_500, 'class-a', 'service'],
  ['T-ECG', '常规心电图检查', '次', 2_500, 'class-a', 'test'],
  ['T-US-ABDOMEN', '腹部超声检查', '次', 8_000, 'class-a', 'test'],
  ['T-DR-CHEST', '胸部 DR 摄片', '次', 6_500, 'class-a', 'test'],
  ['T-GLUCOSE', '血糖测定', '次', 500, 'class-a', 'test'],
  ['T-HBA1C', '糖化血红蛋白测定', '次', 6_000, 'class-b', 'test'],
  ['T-URINE', '尿常规', '次', 1_000, 'class-a', 'test'],
  ['T-READING', '远程阅片', '次', 2_000, 'self-paid', 'test'],
  ['M-AMLODIPINE', '苯磺酸氨氯地平片 5mg', '盒', 450, 'class-a', 'medicine', 'amlodipine'],
  ['M-ENALAPRIL', '马来酸依那普利片 10mg', '盒', 820, 'class-a', 'medicine', 'enalapril'],
  ['M-SPIRONOLACTONE', '螺内酯片 20mg', '盒', 1_260, 'class-a', 'medicine', 'spironolactone'],
  ['M-METFORMIN', '盐酸二甲双胍片 0.5g', '盒', 380, 'class-a', 'medicine', 'metformin'],
  ['M-ATORVASTATIN', '阿托伐他汀钙片 20mg', '盒', 560, 'class-b', 'medicine', 'atorvastatin'],
  ['M-ASPIRIN', '阿司匹林肠溶片 100mg', '盒', 980, 'class-a', 'medicine', 'aspirin'],
  ['X-STRIP', '血糖试纸', '条', 200, 'self-paid', 'material'],
];

export const demoPrices: readonly PriceItem[] = rows.map(
  ([code, name, unit, amountFen, insuranceClass, kind, medicineKey]) => ({
    code,
    name,
    unit,
    amountFen,
    insuranceClass,
    kind,
    ...(medicineKey && { medicineKey }),
    validFrom,
    simulated: true,
  }),
);
