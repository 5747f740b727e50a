// Tells the device how charges are merged, and their words where a person has to decide.
import i18next from 'i18next';
import { registerLocalKind } from '#foundation/sync/web/conflicts-here.ts';
import { chargeKind, type ChargeLine } from '../../contract.ts';
import { ruleOfCharge } from '../../rules/charge.ts';

export const registerBillingKinds = (): void =>
  registerLocalKind({
    kind: chargeKind,
    ruleOf: ruleOfCharge,
    nameOf: () => i18next.t('billing.kind'),
    labelOf: (field) => i18next.t(field.startsWith('line.') ? 'billing.item' : 'billing.kind'),
    textOf: (_field, value) => {
      const line = value as unknown as Partial<ChargeLine> | null;
      return line?.name ? `${line.name} × ${line.quantity}` : '—';
    },
  });
