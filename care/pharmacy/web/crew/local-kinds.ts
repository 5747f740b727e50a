// Tells the device how prescriptions, dispensing and counts are merged, and their words where a person has to decide.
import i18next from 'i18next';
import { registerLocalKind } from '#foundation/sync/web/conflicts-here.ts';
import { pharmacyKinds, type PrescriptionItem } from '../../contract.ts';
import { dispensingRule, stockCountRule } from '../../rules/dispensing.ts';
import { prescriptionRule } from '../../rules/prescription.ts';

export function registerPharmacyKinds(): void {
  registerLocalKind({
    kind: pharmacyKinds.prescription,
    ruleOf: prescriptionRule,
    nameOf: () => i18next.t('pharmacy.part.prescription'),
    labelOf: (field, document) => {
      const item = document.fields[field]?.[0]?.value as unknown as Partial<PrescriptionItem> | null;
      return item?.name ?? i18next.t('pharmacy.part.prescription');
    },
    textOf: (_field, value) => {
      const item = value as unknown as Partial<PrescriptionItem> | null;
      if (!item?.name) return i18next.t('pharmacy.removed');
      const { dose, doseUnit: unit, timesPerDay: times, days } = item;
      return i18next.t('pharmacy.howTo', { dose, unit, times, days });
    },
  });
  for (const [kind, ruleOf, name] of [
    [pharmacyKinds.dispensing, dispensingRule, 'pharmacy.part.dispensing'],
    [pharmacyKinds.stockCount, stockCountRule, 'pharmacy.stock'],
  ] as const)
    registerLocalKind({
      kind,
      ruleOf,
      nameOf: () => i18next.t(name),
      labelOf: () => i18next.t(name),
      textOf: (_field, value) => (value === null ? i18next.t('pharmacy.removed') : i18next.t(name)),
    });
}
