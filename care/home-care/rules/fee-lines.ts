// The lines of a charge: the service at its price, and consumables beyond those that belong to it.
import type { ChargeLine } from '#foundation/billing/contract.ts';
import type { CatalogueItem, Consumable } from './catalogue-item.ts';

export interface UsedConsumable {
  code: string;
  quantity: number;
}
type Line = Omit<ChargeLine, 'insuranceClass'> & { insuranceClass: 'self-paid' };

const line = (code: string, name: string, unit: string, quantity: number, priceFen: number): Line => ({
  code,
  name,
  unit,
  quantity,
  priceFen,
  insuranceClass: 'self-paid',
});
export const serviceLine = ({ code, name, priceFen }: Pick<CatalogueItem, 'code' | 'name' | 'priceFen'>): Line =>
  line(code, name, '次', 1, priceFen);
export const quotedLine = (name: string, priceFen: number): Line => line('QUOTED', name, '次', 1, priceFen);
export const cancellationLine = (priceFen: number): Line => line('CANCELLED', '取消服务费', '次', 1, priceFen);

/** Only what was used beyond the quantity that belongs to the price; what the item does not know costs nothing here. */
export function extraLines(consumables: readonly Consumable[], used: readonly UsedConsumable[]): Line[] {
  return consumables.flatMap((one) => {
    const total = used.filter(({ code }) => code === one.code).reduce((sum, { quantity }) => sum + quantity, 0);
    const extra = total - one.quantity;
    return extra > 0 ? [line(one.code, one.name, one.unit, extra, one.priceFen)] : [];
  });
}
export function readUsed(value: unknown): UsedConsumable[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: Partial<UsedConsumable>) =>
    typeof one?.code === 'string' && Number.isInteger(one.quantity) && one.quantity! > 0 && one.quantity! < 100
      ? [{ code: one.code, quantity: one.quantity! }]
      : [],
  );
}
